@NullMarked
package io.controlfeed.applier.node;

import org.jspecify.annotations.NullMarked;
