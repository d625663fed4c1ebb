/** The whole of it on one machine: what is started, what happens to it, and the proof that nothing was lost. */
@NullMarked
package io.controlfeed.cli.demo;

import org.jspecify.annotations.NullMarked;
