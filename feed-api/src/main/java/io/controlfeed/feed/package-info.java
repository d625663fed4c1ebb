/** The feed seam: the control event, and the Source, Sink and Acker through which it travels. Start at {@link FeedRegistry}. */
@NullMarked
package io.controlfeed.feed;

import org.jspecify.annotations.NullMarked;
