/** The whole product, through its command line alone, while everything that it stands on goes wrong. */
@NullMarked
package io.controlfeed.system.whole;

import org.jspecify.annotations.NullMarked;
