package io.controlfeed.applier.node;

import java.util.Locale;

/** How it stands with a parked event. */
public enum ParkedState {
    /** It failed; its subject waits behind it. */
    FAILED,
    /** It waits behind one that failed. */
    BEHIND,
    /** It is to be tried again. */
    RETRY,
    /** It was given up: what followed it goes on without it. */
    DISCARDED;

    /** As it stands in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ParkedState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
