/**
 * The feed contract as tests: a suite for each ability of a backend, an in-memory feed that keeps every rule, and one that
 * breaks each of them on request. Start at {@link FeedContract}.
 */
@NullMarked
package io.controlfeed.feed.tck;

import org.jspecify.annotations.NullMarked;
