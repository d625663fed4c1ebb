/** Tests of the artifact stores. */
@NullMarked
package io.controlfeed.artifacts;

import org.jspecify.annotations.NullMarked;
