/** The commands upon a feed alone. */
@NullMarked
package io.controlfeed.cli.feed;

import org.jspecify.annotations.NullMarked;
