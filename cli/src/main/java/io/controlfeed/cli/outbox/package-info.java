/** The commands upon a producer's outbox, and the pump. */
@NullMarked
package io.controlfeed.cli.outbox;

import org.jspecify.annotations.NullMarked;
