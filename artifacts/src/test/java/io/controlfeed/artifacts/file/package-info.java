/** Tests of the artifact stores. */
@NullMarked
package io.controlfeed.artifacts.file;

import org.jspecify.annotations.NullMarked;
