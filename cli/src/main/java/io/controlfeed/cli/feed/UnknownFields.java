package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.Nearest;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.EventFields;
import java.util.HashSet;
import java.util.Set;

/** Tells of fields that no event has. They are no error, because newer producers may say more; but a typing error is lost. */
public final class UnknownFields {
    /** Whoever has more of them than this has understood by then. */
    private static final int MAX_TOLD = 20;

    private final Surroundings surroundings;
    private final Set<String> told = new HashSet<>();

    UnknownFields(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Tells of each name once. */
    void tellOf(byte[] json, long line) {
        for (String field : EventFields.unknownIn(json)) {
            if (told.size() < MAX_TOLD && told.add(field)) {
                surroundings.warn("line " + line + ": the field '" + field + "' is none of an event's and was left out"
                        + Nearest.didYouMean(field, EventFields.known()));
            }
        }
    }
}
