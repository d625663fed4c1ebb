package io.controlfeed.publisher.pump;

import java.util.Locale;

/** What a pump is at. */
public enum PumpState {
    /** It has not reached its outbox yet. */
    STARTING,
    /** It drains the outbox. */
    ACTIVE,
    /** Another pump does, and it would take over. */
    STANDBY,
    /** It cannot reach its outbox for now, and tries again. */
    CUT_OFF,
    /** It has ended. */
    ENDED;

    /** The name as documents write it: {@code cut-off}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
