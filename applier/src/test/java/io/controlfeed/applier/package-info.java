@NullMarked
package io.controlfeed.applier;

import org.jspecify.annotations.NullMarked;
