/** What stands in a Kafka record: the event as Avro, with or without a schema registry, and the headers around it. */
@NullMarked
package io.controlfeed.feed.kafka.wire;

import org.jspecify.annotations.NullMarked;
