/** A store that is a directory, and one that fills itself from elsewhere as it is asked. */
@NullMarked
package io.controlfeed.artifacts.file;

import org.jspecify.annotations.NullMarked;
