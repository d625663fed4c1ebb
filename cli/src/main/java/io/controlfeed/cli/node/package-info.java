/** The commands upon a node's database, and the applier. */
@NullMarked
package io.controlfeed.cli.node;

import org.jspecify.annotations.NullMarked;
