/** The suites, tested: the honest feed passes them, each misbehaviour fails its rule, and each rule has its tests. */
@NullMarked
package io.controlfeed.feed.tck;

import org.jspecify.annotations.NullMarked;
