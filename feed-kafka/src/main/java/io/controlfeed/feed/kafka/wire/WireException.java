package io.controlfeed.feed.kafka.wire;

import org.jspecify.annotations.Nullable;

/** Why an event could not be made into a record's value, or a value into an event. Each kind is a different thing to do. */
public abstract sealed class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String hint;

    private WireException(String reason, String hint, @Nullable Throwable cause) {
        super(reason + ". " + hint, cause);
        this.reason = reason;
        this.hint = hint;
    }

    /** What was wrong. */
    public String reason() {
        return reason;
    }

    /** What to do now: whole sentences. */
    public String hint() {
        return hint;
    }

    /** These bytes are no event, and never will be: a person has to look at the record. Only of decoding. */
    public static final class Malformed extends WireException {
        private static final long serialVersionUID = 1L;

        Malformed(String reason, String hint, @Nullable Throwable cause) {
            super(reason, hint, cause);
        }

        Malformed(String reason, @Nullable Throwable cause) {
            this(reason, "Find out who wrote this record; a repair is an event of its own behind it.", cause);
        }
    }

    /** The schema registry cannot be asked for now: the same call may succeed later. */
    public static final class Unavailable extends WireException {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason, String hint, @Nullable Throwable cause) {
            super(reason, hint, cause);
        }
    }

    /** The schema registry, or the user's own serializer, says no: not to this one event, and until somebody changes something. */
    public static final class Refused extends WireException {
        private static final long serialVersionUID = 1L;

        Refused(String reason, String hint, @Nullable Throwable cause) {
            super(reason, hint, cause);
        }
    }
}
