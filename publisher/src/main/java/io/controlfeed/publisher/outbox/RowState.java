package io.controlfeed.publisher.outbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What has become of a row. */
public enum RowState {
    /** To be published. */
    PENDING,
    /** Failed, and tried again at its time. */
    RETRYING,
    /** Waits for an earlier row of its subject. */
    HELD,
    /** Waits for an operator. */
    PARKED,
    /** In the feed. */
    PUBLISHED,
    /** Given up by an operator. */
    DISCARDED;

    /** The states of rows that are not done. */
    public static final Set<RowState> OPEN = Collections.unmodifiableSet(EnumSet.of(PENDING, RETRYING, HELD, PARKED));

    /** As the outbox writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
