/** A node's own SQLite file: its cursor, the ids that it has applied, what is parked, and how the file is opened and watched. */
@NullMarked
package io.controlfeed.applier.node;

import org.jspecify.annotations.NullMarked;
