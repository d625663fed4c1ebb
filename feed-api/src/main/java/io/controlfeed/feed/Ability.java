package io.controlfeed.feed;

/** What a backend can do, as it declares it. A backend with no ability at all is a disabled feed. */
public enum Ability {
    /** Its sink stores events. Without it {@link Sink#append} refuses everything, and no pump runs. */
    APPEND,
    /** Its source delivers events. Without it {@link Source#poll} never returns any. */
    POLL,
    /** Its source is an {@link Acker}. */
    ACK,
    /** Its sink is an {@link EventLookup}. */
    LOOKUP,
    /** Its source and its sink are {@link EpochAware}. */
    EPOCH,
    /** Its source is {@link LagAware}. */
    LAG,
    /** Events outlive the process that appended them, and several processes share one feed. */
    DURABLE,
    /** Of two sinks under one publisher identity the newer fences the older. */
    FENCING
}
