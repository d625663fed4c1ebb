package io.controlfeed.feed;

/** A source's ability to say how far behind its feed its reader is. The rules are numbered in CONTRACT.md (P2). */
public interface LagAware {
    /**
     * How many control versions stand behind the last event that a poll returned, as far as the source had heard by then: at least as
     * many as events, for versions may have holes. 0 once a poll has returned nothing, and before the first one. Asks nobody; from any
     * thread, also after close.
     */
    long lag();
}
