/** Where what a command is told comes from: flags, environment, the configuration file. */
@NullMarked
package io.controlfeed.cli.flags;

import org.jspecify.annotations.NullMarked;
