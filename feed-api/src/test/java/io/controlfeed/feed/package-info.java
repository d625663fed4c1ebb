/** The words of the feed, tested by themselves. */
@NullMarked
package io.controlfeed.feed;

import org.jspecify.annotations.NullMarked;
