@NullMarked
package io.controlfeed.feed.kafka.wire;

import org.jspecify.annotations.NullMarked;
