/** One screen that tells how everything stands. */
@NullMarked
package io.controlfeed.cli.status;

import org.jspecify.annotations.NullMarked;
