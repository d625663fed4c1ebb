/** A feed in a directory: one file per event, a head file that says up to where they count, and a drop folder. */
@NullMarked
package io.controlfeed.feed.file;

import org.jspecify.annotations.NullMarked;
