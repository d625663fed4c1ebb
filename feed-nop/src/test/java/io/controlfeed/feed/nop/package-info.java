/** The disabled feed, tested: it stores nothing, and says so. */
@NullMarked
package io.controlfeed.feed.nop;

import org.jspecify.annotations.NullMarked;
