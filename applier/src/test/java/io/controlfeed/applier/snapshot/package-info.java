@NullMarked
package io.controlfeed.applier.snapshot;

import org.jspecify.annotations.NullMarked;
