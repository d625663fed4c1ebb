/** A real Kafka of one or more nodes on this machine, for development and tests. */
@NullMarked
package io.controlfeed.kafka.dev;

import org.jspecify.annotations.NullMarked;
