/** What turns an event and its artifact into row changes: the seam, and what is found behind it. */
@NullMarked
package io.controlfeed.applier.projection;

import org.jspecify.annotations.NullMarked;
