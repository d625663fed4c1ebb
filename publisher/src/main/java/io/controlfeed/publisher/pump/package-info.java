/** The pump: drains an outbox to a feed, in order, and never twice. */
@NullMarked
package io.controlfeed.publisher.pump;

import org.jspecify.annotations.NullMarked;
