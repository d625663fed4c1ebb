package io.controlfeed.feed;

/** What became of one event of a batch. */
public sealed interface AppendOutcome {
    /** The event: stamped if it is in the feed, as it was given if not. */
    ControlEvent event();

    /** The stamped event, or the error that says why there is none. */
    ControlEvent orThrow();

    /** The event is in the feed since this call. */
    record Appended(ControlEvent event) implements AppendOutcome {
        @Override
        public ControlEvent orThrow() {
            return event;
        }
    }

    /**
     * The feed already held this event id; nothing was appended. The event is the one given to this call, stamped with the
     * control version that its id has: the content that came first stands.
     */
    record Duplicate(ControlEvent event) implements AppendOutcome {
        @Override
        public ControlEvent orThrow() {
            return event;
        }
    }

    /** The event is not known to be in the feed; the kind of the error says what to do. */
    record Failed(ControlEvent event, FeedException error) implements AppendOutcome {
        @Override
        public ControlEvent orThrow() {
            throw error;
        }
    }

    /**
     * The event was not tried, because an event of the same subject before it in the batch failed: appending it would have
     * broken the order of the subject. It is certainly not stored by this call.
     *
     * @param behind the id of the failed event
     */
    record HeldBack(ControlEvent event, String behind) implements AppendOutcome {
        @Override
        public ControlEvent orThrow() {
            throw new FeedException.Unavailable(
                    "append of event '" + event.eventId() + "'",
                    "it was held back behind event '" + behind + "' of the same subject, which failed",
                    "Settle that event first, then append this one again.",
                    null);
        }
    }
}
