package io.controlfeed.feed;

import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with a feed: a closed family, in which each kind is a different thing for the caller to do.
 *
 * <p>Every message holds the operation with its event or position, the reason, and a hint at what to do. What a backend's own
 * libraries throw never crosses the SPI, but stays as the cause.
 */
public abstract sealed class FeedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String reason;
    private final String hint;

    private FeedException(String operation, String reason, String hint, @Nullable Throwable cause) {
        super(operation + ": " + reason + ". " + hint, cause);
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
    }

    /** What was being done, with its event or position: {@code append of event 'x' to file:/feed}. */
    public String operation() {
        return operation;
    }

    /** Why it did not work. */
    public String reason() {
        return reason;
    }

    /** What to do now: whole sentences. */
    public String hint() {
        return hint;
    }

    /** The kind as one word, for logs and metrics. */
    public abstract String kind();

    /** The feed will never take this event. Do not retry it: park it. It is certainly not stored. */
    public static final class Rejected extends FeedException {
        private static final long serialVersionUID = 1L;

        public Rejected(String operation, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
        }

        @Override
        public String kind() {
            return "rejected";
        }
    }

    /** The feed cannot be used for now. Back off and try again. On append: the event is certainly not stored by this call. */
    public static final class Unavailable extends FeedException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String operation, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
        }

        @Override
        public String kind() {
            return "unavailable";
        }
    }

    /** The event may be stored or not. Append it again with the same event id, until another answer comes. */
    public static final class Indeterminate extends FeedException {
        private static final long serialVersionUID = 1L;

        public Indeterminate(String operation, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
        }

        @Override
        public String kind() {
            return "indeterminate";
        }
    }

    /**
     * The position that was asked for is not one that the feed can go on from: what follows it was removed, or the feed ends
     * before it. Never skip: start the node again from a snapshot.
     */
    public static final class Gap extends FeedException {
        private static final long serialVersionUID = 1L;

        private final long askedFor;
        private final long earliest;
        private final long end;

        /**
         * @param askedFor the position that the caller has everything up to
         * @param earliest the earliest control version that the feed still holds; one more than {@code end} if it holds none
         * @param end the last control version of the feed; 0 if there never was one
         */
        public Gap(String operation, long askedFor, long earliest, long end) {
            this(
                    operation,
                    askedFor,
                    earliest,
                    end,
                    "Do not skip it: bootstrap the node from a snapshot"
                            + (askedFor > end ? "." : " at version " + (earliest - 1) + " or later."));
        }

        /** For whoever is no node, and has to do something else about it. */
        public Gap(String operation, long askedFor, long earliest, long end, String hint) {
            super(
                    operation,
                    askedFor > end
                            ? "position " + askedFor + " is beyond the feed's end, " + end
                            : "what follows position " + askedFor + " was removed; the earliest version still kept is "
                                    + earliest,
                    hint,
                    null);
            this.askedFor = askedFor;
            this.earliest = earliest;
            this.end = end;
        }

        public long askedFor() {
            return askedFor;
        }

        public long earliest() {
            return earliest;
        }

        public long end() {
            return end;
        }

        @Override
        public String kind() {
            return "gap";
        }
    }

    /** The feed was recreated or restored: positions of the old epoch mean nothing in it. Start again from a snapshot. */
    public static final class EpochChanged extends FeedException {
        private static final long serialVersionUID = 1L;

        private final String expected;
        private final String actual;

        public EpochChanged(String operation, String expected, String actual) {
            this(
                    operation,
                    expected,
                    actual,
                    "Bootstrap the node from a snapshot of the new epoch, or point it at the feed that it knows.");
        }

        /** For whoever is no node, and has to do something else about it. */
        public EpochChanged(String operation, String expected, String actual, String hint) {
            super(
                    operation,
                    "the feed's epoch is " + actual + ", not " + expected + ": it was recreated or restored",
                    hint,
                    null);
            this.expected = expected;
            this.actual = actual;
        }

        public String expected() {
            return expected;
        }

        public String actual() {
            return actual;
        }

        @Override
        public String kind() {
            return "epoch-changed";
        }
    }

    /** A newer instance under the same identity has taken over. Stop: nothing of this call is stored. */
    public static final class Fenced extends FeedException {
        private static final long serialVersionUID = 1L;

        public Fenced(String operation, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
        }

        @Override
        public String kind() {
            return "fenced";
        }
    }

    /** What the feed holds at a position cannot be read as an event. Stop there and let a person look. */
    public static final class Corrupt extends FeedException {
        private static final long serialVersionUID = 1L;

        private final long position;

        /** @param position the control version of what cannot be read; 0 if it is not one event that is damaged */
        public Corrupt(String operation, long position, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
            this.position = position;
        }

        public long position() {
            return position;
        }

        @Override
        public String kind() {
            return "corrupt";
        }
    }
}
