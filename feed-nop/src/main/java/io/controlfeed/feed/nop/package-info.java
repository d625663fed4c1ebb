/** The disabled feed: it stores nothing and says so. The default where a node stands alone. */
@NullMarked
package io.controlfeed.feed.nop;

import org.jspecify.annotations.NullMarked;
