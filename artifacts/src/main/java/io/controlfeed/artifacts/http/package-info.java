/** Artifacts from a web server, through a directory of their own. */
@NullMarked
package io.controlfeed.artifacts.http;

import org.jspecify.annotations.NullMarked;
