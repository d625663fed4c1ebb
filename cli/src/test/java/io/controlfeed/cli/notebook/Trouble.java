package io.controlfeed.cli.notebook;

import io.controlfeed.feed.FeedException;
import org.jspecify.annotations.Nullable;

/**
 * What the notebook was told to get into: the kind of an error, {@code bug}, {@code forgetful}, {@code torn}, {@code crumbling}
 * or none.
 */
record Trouble(String kind) {
    @Nullable
    FeedException of(String operation) {
        return switch (kind) {
            case "rejected" -> new FeedException.Rejected(operation, "no room", "Give up.", null);
            case "unavailable" -> new FeedException.Unavailable(operation, "no pencil", "Look for one.", null);
            case "indeterminate" -> new FeedException.Indeterminate(operation, "lights out", "Look again.", null);
            case "gap" -> new FeedException.Gap(operation, 1, 7, 9);
            case "epoch-changed" -> new FeedException.EpochChanged(operation, "old", "new");
            case "fenced" -> new FeedException.Fenced(operation, "taken away", "Stop.", null);
            case "corrupt" -> new FeedException.Corrupt(operation, 3, "coffee\nstain", "Look at it.", null);
            case "bug" -> throw new IllegalArgumentException("the notebook fell apart");
            default -> null;
        };
    }

    /** Whether appending forgets ids, so that only a lookup finds them. */
    boolean forgetsIds() {
        return kind.equals("forgetful") || isTorn();
    }

    /** Whether pages go faster than anybody can look. */
    boolean isCrumbling() {
        return kind.equals("crumbling");
    }

    /** Whether the first page is gone. */
    boolean isTorn() {
        return kind.equals("torn");
    }
}
