package io.controlfeed.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event is malformed. The message names every problem and what would be right. */
public final class InvalidEventException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Serializable, as all lists that {@link List#copyOf} makes. */
    @SuppressWarnings("serial")
    private final List<String> problems;

    public InvalidEventException(@Nullable String eventId, List<String> problems) {
        super((eventId == null ? "malformed event: " : "malformed event '" + eventId + "': ")
                + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem, in the order of the event's fields. */
    public List<String> problems() {
        return problems;
    }
}
