package io.controlfeed.applier.projection;

import org.jspecify.annotations.Nullable;

/** An event cannot be applied, now or later, unless somebody mends the event, its artifact or the node. It is parked, or stops the applier. */
public final class UnfitEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Unfitness kind;
    private final String reason;
    private final String hint;

    public UnfitEventException(Unfitness kind, String reason, String hint) {
        this(kind, reason, hint, null);
    }

    public UnfitEventException(Unfitness kind, String reason, String hint, @Nullable Throwable cause) {
        super(reason + ". " + hint, cause);
        this.kind = kind;
        this.reason = reason;
        this.hint = hint;
    }

    /** A projection failed in a way that it did not foresee. */
    public static UnfitEventException ofFault(RuntimeException fault) {
        return new UnfitEventException(
                Unfitness.FAULT,
                "the projection failed: " + fault,
                "That is a bug of the projection: mend it, then retry the event.",
                fault);
    }

    public Unfitness kind() {
        return kind;
    }

    /** Why it cannot be applied, without a full stop. */
    public String reason() {
        return reason;
    }

    /** What to do now: whole sentences. */
    public String hint() {
        return hint;
    }
}
