package io.controlfeed.applier.projection;

import java.util.Locale;

/** Why an event cannot be applied: one word for operators, logs and metrics. */
public enum Unfitness {
    /** The artifact's bytes are not what its digest says, or it is larger than is allowed. */
    BAD_ARTIFACT,
    /** Nobody has the artifact, and it was waited for. */
    MISSING_ARTIFACT,
    /** The artifact is right, and is not what the projection reads. */
    BAD_CONTENT,
    /** It writes what this node's operator has not allowed. */
    NOT_ALLOWED,
    /** The node has no such table or column, or one of another type. */
    NO_SUCH_PLACE,
    /** A constraint of the node's tables forbids it. */
    CONSTRAINT,
    /** It replaces another version of its subject than the node has. */
    CONFLICT,
    /** An event of this type is not expected here. */
    UNKNOWN_TYPE,
    /** It is so old that the node no longer remembers whether it has applied it. */
    FORGOTTEN,
    /** The projection failed in a way that it did not foresee. */
    FAULT;

    /** The word: {@code bad-artifact}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
