/** What a contract suite cannot see of a feed in a directory: its layout, its crash leftovers, its drop folder, its locks. */
@NullMarked
package io.controlfeed.feed.file;

import org.jspecify.annotations.NullMarked;
