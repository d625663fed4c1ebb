/** Tests of the artifact stores. */
@NullMarked
package io.controlfeed.artifacts.http;

import org.jspecify.annotations.NullMarked;
