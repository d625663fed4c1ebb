/** The applier: event id, rows and cursor in one transaction of the node's SQLite file, and only then the ack. */
@NullMarked
package io.controlfeed.applier;

import org.jspecify.annotations.NullMarked;
