@NullMarked
package io.controlfeed.applier.rows;

import org.jspecify.annotations.NullMarked;
