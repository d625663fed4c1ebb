@NullMarked
package io.controlfeed.publisher;

import org.jspecify.annotations.NullMarked;
