package io.controlfeed.applier.node;

import org.jspecify.annotations.Nullable;

/** Who acts on a node, and why; recorded with what was done. */
public record Operator(String name, @Nullable String reason) {}
