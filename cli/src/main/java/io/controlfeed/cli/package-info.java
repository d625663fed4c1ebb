/** The {@code controlfeed} command: the only place where parts are put together. Start at {@link Controlfeed}. */
@NullMarked
package io.controlfeed.cli;

import org.jspecify.annotations.NullMarked;
