package io.controlfeed.applier.node;

import org.jspecify.annotations.Nullable;

/** A node's database cannot be used as it is, or not in this way; says why and what to do. Trying again does not help. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String reason;
    private final String hint;

    public NodeException(String operation, String reason, String hint) {
        this(operation, reason, hint, null);
    }

    public NodeException(String operation, String reason, String hint, @Nullable Throwable cause) {
        super(operation + ": " + reason + ". " + hint, cause);
        this.operation = operation;
        this.reason = reason;
        this.hint = hint;
    }

    public String operation() {
        return operation;
    }

    public String reason() {
        return reason;
    }

    public String hint() {
        return hint;
    }
}
