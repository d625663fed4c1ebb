/** What the feeds cost, beside a floor written by hand. Start at {@link Bench}. */
@NullMarked
package io.controlfeed.bench;

import org.jspecify.annotations.NullMarked;
