/** An artifact store that is on the class path and nowhere else. */
@NullMarked
package io.controlfeed.cli.shelf;

import org.jspecify.annotations.NullMarked;
