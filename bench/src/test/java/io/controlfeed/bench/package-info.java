/** Whether the measuring itself works; never how long anything takes. */
@NullMarked
package io.controlfeed.bench;

import org.jspecify.annotations.NullMarked;
