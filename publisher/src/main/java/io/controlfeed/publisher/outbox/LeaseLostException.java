package io.controlfeed.publisher.outbox;

/** Another pump has taken the outbox over: nothing more of this one's is written. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String outbox, long token) {
        super("the lease of " + outbox + " with token " + token + " was taken over by another pump");
    }
}
