/** The feed on Kafka: a transactional sink that knows its recent ids, a source that goes where the cursor says, an acker. */
@NullMarked
package io.controlfeed.feed.kafka;

import org.jspecify.annotations.NullMarked;
