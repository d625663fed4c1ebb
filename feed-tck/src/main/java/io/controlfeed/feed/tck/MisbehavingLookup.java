package io.controlfeed.feed.tck;

import static io.controlfeed.feed.tck.Misbehaviour.*;

import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** What a {@link MisbehavingSink} answers to those who ask for ids. */
record MisbehavingLookup(MisbehavingFeed feed, MemorySink honest) implements EventLookup {
    @Override
    public Map<String, Long> versionsOf(Collection<String> eventIds, long after) {
        return answer(
                after,
                from -> honest.versionsOf(eventIds, from),
                from -> feed.memory().versionsHeld(eventIds, from));
    }

    @Override
    public Map<String, Long> idsAfter(long after) {
        return answer(after, honest::idsAfter, feed.memory()::idsHeldAfter);
    }

    private Map<String, Long> answer(
            long after, LongFunction<Map<String, Long>> honestly, LongFunction<Map<String, Long>> whateverTheRules) {
        if (feed.does(ANSWERS_LOOKUPS_DURING_OUTAGES) && feed.memory().isAway()) {
            return Map.of();
        }
        if (feed.does(WORKS_AFTER_CLOSE) || feed.does(LOOKS_UP_IN_ANOTHER_EPOCH)) {
            return whateverTheRules.apply(after);
        }
        if (feed.does(GUESSES_ACROSS_GAPS)) {
            try {
                return honestly.apply(after);
            } catch (FeedException.Gap gap) {
                return whateverTheRules.apply(after);
            }
        }
        Map<String, Long> found = new LinkedHashMap<>(honestly.apply(feed.does(LOOKS_TOO_FAR) ? 0 : after));
        if (feed.does(OVERLOOKS_IDS)) {
            found.keySet().stream().findFirst().ifPresent(found::remove);
        }
        return found;
    }
}
