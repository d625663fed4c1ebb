/** What runs until it is told to stop. */
@NullMarked
package io.controlfeed.cli.daemon;

import org.jspecify.annotations.NullMarked;
