/** Everything here runs real brokers. */
@NullMarked
package io.controlfeed.kafka.dev;

import org.jspecify.annotations.NullMarked;
