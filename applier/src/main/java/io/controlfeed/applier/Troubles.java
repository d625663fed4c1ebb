package io.controlfeed.applier;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps an applier from going on, for as long as it does. Each is told once when it begins, and once when it is over. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final Map<String, Trouble> current = new ConcurrentHashMap<>();

    /** It does not go on, because of this; it is tried again. */
    void hold(String what, String reason) {
        Trouble before = current.get(what);
        if (before == null) {
            LOG.warn("nothing is applied for now; {}: {}", what, reason);
        }
        current.put(what, new Trouble(what, reason, before == null ? Instant.now() : before.since()));
    }

    /** The same, because of what was thrown. */
    void hold(String what, Exception why) {
        hold(what, String.valueOf(why.getMessage()));
    }

    /** It goes on. */
    void clear(String what) {
        if (!current.isEmpty() && current.remove(what) != null) {
            LOG.info("applying goes on; {} keeps it no longer", what);
        }
    }

    List<Trouble> current() {
        return current.values().stream()
                .sorted((one, other) -> one.since().compareTo(other.since()))
                .toList();
    }
}
