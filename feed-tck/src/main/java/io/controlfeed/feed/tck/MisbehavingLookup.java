package io.controlfeed.feed.tck;

import static io.controlfeed.feed.tck.Misbehaviour.*;

import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What a {@link MisbehavingSink} answers to those who ask for ids. */
record MisbehavingLookup(MisbehavingFeed feed, MemorySink honest) implements EventLookup {
    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        if (feed.does(ANSWERS_LOOKUPS_DURING_OUTAGES) && feed.memory().isAway()) {
            return Map.of();
        }
        if (feed.does(WORKS_AFTER_CLOSE) || feed.does(LOOKS_UP_IN_ANOTHER_EPOCH)) {
            return feed.memory().versionsHeld(eventIds, after);
        }
        if (feed.does(GUESSES_ACROSS_GAPS)) {
            try {
                return honest.versionsOf(eventIds, after);
            } catch (FeedException.Gap gap) {
                return feed.memory().versionsHeld(eventIds, after);
            }
        }
        Map<String, Long> found = new HashMap<>(honest.versionsOf(eventIds, feed.does(LOOKS_TOO_FAR) ? 0 : after));
        if (feed.does(OVERLOOKS_IDS)) {
            found.keySet().stream().findFirst().ifPresent(found::remove);
        }
        return found;
    }
}
