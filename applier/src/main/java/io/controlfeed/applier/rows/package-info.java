/** The projection that needs no code: an artifact says which rows of which tables to write and to delete. */
@NullMarked
package io.controlfeed.applier.rows;

import org.jspecify.annotations.NullMarked;
