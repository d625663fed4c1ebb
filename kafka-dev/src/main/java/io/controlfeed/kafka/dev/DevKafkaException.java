package io.controlfeed.kafka.dev;

import org.jspecify.annotations.Nullable;

/** A development Kafka cannot be had as asked; says why, and what to do. */
public final class DevKafkaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String hint;

    DevKafkaException(String reason, String hint, @Nullable Throwable cause) {
        super(reason + "; " + hint, cause);
        this.reason = reason;
        this.hint = hint;
    }

    DevKafkaException(String reason, String hint) {
        this(reason, hint, null);
    }

    /** What is wrong. */
    public String reason() {
        return reason;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }
}
