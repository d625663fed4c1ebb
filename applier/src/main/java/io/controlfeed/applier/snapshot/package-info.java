/** A node's whole state: copies of it, a node made of a copy, and the way back to an earlier position in the feed. */
@NullMarked
package io.controlfeed.applier.snapshot;

import org.jspecify.annotations.NullMarked;
