/** A backend as a third party would write one: the command knows of it only what its provider declares. */
@NullMarked
package io.controlfeed.cli.notebook;

import org.jspecify.annotations.NullMarked;
