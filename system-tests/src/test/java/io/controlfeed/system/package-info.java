/** The whole path, from a producer's database to the feed, in processes that are killed, paused and cut off. */
@NullMarked
package io.controlfeed.system;

import org.jspecify.annotations.NullMarked;
