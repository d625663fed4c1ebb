package io.controlfeed.artifacts;

import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with an artifact: a closed family, in which each kind is a different thing for the caller to do. Every message
 * holds the operation with its artifact, the reason, and a hint at what to do.
 */
public abstract sealed class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String reason;
    private final String hint;

    private ArtifactException(String operation, String reason, String hint, @Nullable Throwable cause) {
        super(operation + ": " + reason + ". " + hint, cause);
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
    }

    /** What was being done: {@code get of sha256:… from file:/artifacts}. */
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

    /** The store answers, and does not hold it. It may come later; somebody has to put it there. */
    public static final class NotFound extends ArtifactException {
        private static final long serialVersionUID = 1L;

        public NotFound(String operation, String reason, String hint) {
            super(operation, reason, hint, null);
        }

        @Override
        public String kind() {
            return "not-found";
        }
    }

    /** What is there under its name are other bytes. They were not returned. Trying again will not help: let a person look. */
    public static final class Corrupt extends ArtifactException {
        private static final long serialVersionUID = 1L;

        private final String expected;
        private final @Nullable String actual;

        /**
         * @param expected the digest that was asked for
         * @param actual the digest of what is there; null where it was not read to its end
         */
        public Corrupt(String operation, String expected, @Nullable String actual, String reason, String hint) {
            super(operation, reason, hint, null);
            this.expected = expected;
            this.actual = actual;
        }

        public String expected() {
            return expected;
        }

        public @Nullable String actual() {
            return actual;
        }

        @Override
        public String kind() {
            return "corrupt";
        }
    }

    /** The store cannot be used for now. Back off and try again; other artifacts will fare no better. */
    public static final class Unavailable extends ArtifactException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String operation, String reason, String hint, @Nullable Throwable cause) {
            super(operation, reason, hint, cause);
        }

        @Override
        public String kind() {
            return "unavailable";
        }
    }

    /** Not this artifact: it is larger than is allowed, or the reference contradicts itself. Do not retry it: park its event. */
    public static final class Rejected extends ArtifactException {
        private static final long serialVersionUID = 1L;

        public Rejected(String operation, String reason, String hint) {
            super(operation, reason, hint, null);
        }

        @Override
        public String kind() {
            return "rejected";
        }
    }
}
