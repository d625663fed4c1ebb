package io.controlfeed.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event set its subject to; null if it removed it. */
public record Written(String subject, @Nullable Long value) {
    static final String REMOVED = "removed";

    /** Adds it to what is seen of the subject: to remove what is not there is no change. */
    void addTo(List<String> seen) {
        boolean isThere = !seen.isEmpty() && !seen.get(seen.size() - 1).equals(REMOVED);
        if (value != null || isThere) {
            seen.add(value == null ? REMOVED : value.toString());
        }
    }
}
