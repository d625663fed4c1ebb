/** Artifacts: immutable bytes that are named by their SHA-256. The stores, what can go wrong with them, and how they are found. */
@NullMarked
package io.controlfeed.artifacts;

import org.jspecify.annotations.NullMarked;
