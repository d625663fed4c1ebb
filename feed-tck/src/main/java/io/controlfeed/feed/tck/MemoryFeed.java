package io.controlfeed.feed.tck;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.Setting;
import io.controlfeed.feed.Settings;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.feed.SubjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The reference feed: keeps every rule of the contract, in memory. One instance is one feed and its provider; its versions have
 * holes, as a Kafka topic's have, so that nobody gets used to the next version being one more.
 *
 * <p>Trouble on request: rejected events, garbage, removed events, another epoch, an outage.
 */
public final class MemoryFeed implements FeedProvider {
    /** An event with this attribute is rejected. */
    public static final String REJECT = "memory-feed.reject";

    static final Setting<String> PUBLISHER = new Setting<>(
            FeedProvider.PUBLISHER,
            "NAME",
            "the publisher identity: a newer sink fences the older",
            "main",
            name -> name);

    /** By version; garbage is an entry without an event. */
    private final NavigableMap<Long, Optional<ControlEvent>> log = new TreeMap<>();

    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, MemorySink> newestSinks = new HashMap<>();
    private final Set<String> acked = new HashSet<>();
    private String epoch = UUID.randomUUID().toString();
    private long end;
    private long removedUpTo;
    private boolean away;
    private int failuresWhileAway;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String summary() {
        return "a feed in this process's memory, for tests";
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(
                Ability.APPEND, Ability.POLL, Ability.ACK, Ability.LOOKUP, Ability.EPOCH, Ability.LAG, Ability.FENCING);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(PUBLISHER);
    }

    @Override
    public Source openSource(Settings settings) {
        return new MemorySource(this, epoch());
    }

    @Override
    public synchronized Sink openSink(Settings settings) {
        String publisher = settings.get(PUBLISHER);
        MemorySink sink = new MemorySink(this, epoch, publisher);
        newestSinks.put(publisher, sink);
        return sink;
    }

    /** Removes every event up to and with a version. */
    public synchronized void removeUpTo(long version) {
        log.headMap(version, true).clear();
        removedUpTo = Math.max(removedUpTo, version);
        notifyAll();
    }

    /** Puts something at the end that is no event, and returns its position. */
    public synchronized long plantGarbage() {
        end += 2;
        log.put(end, Optional.empty());
        notifyAll();
        return end;
    }

    /** Empties the feed and begins a new epoch. */
    public synchronized void recreate() {
        log.clear();
        versions.clear();
        acked.clear();
        end = 0;
        removedUpTo = 0;
        epoch = UUID.randomUUID().toString();
        notifyAll();
    }

    /**
     * Puts the feed out of reach. Of the appends that fail meanwhile every other one has been stored, and says that it may have
     * been.
     */
    public void goAway() {
        setAway(true);
    }

    /** Ends what {@link #goAway()} began. */
    public void comeBack() {
        setAway(false);
    }

    /** The version up to which everything is acknowledged. */
    public synchronized long ackedUpTo() {
        long upTo = removedUpTo;
        for (Map.Entry<Long, Optional<ControlEvent>> entry : log.entrySet()) {
            if (entry.getValue()
                    .filter(event -> acked.contains(event.eventId()))
                    .isEmpty()) {
                break;
            }
            upTo = entry.getKey();
        }
        return upTo;
    }

    synchronized String epoch() {
        return epoch;
    }

    synchronized void ack(String eventId) {
        acked.add(eventId);
    }

    synchronized List<AppendOutcome> append(MemorySink sink, List<ControlEvent> events) {
        List<AppendOutcome> outcomes = new ArrayList<>();
        Map<SubjectKey, String> failedSubjects = new HashMap<>();
        end++;
        for (ControlEvent event : events) {
            String behind = failedSubjects.get(event.subjectKey());
            AppendOutcome outcome = behind == null ? append(sink, event) : new AppendOutcome.HeldBack(event, behind);
            if (outcome instanceof AppendOutcome.Failed) {
                failedSubjects.put(event.subjectKey(), event.eventId());
            }
            outcomes.add(outcome);
        }
        notifyAll();
        return outcomes;
    }

    private AppendOutcome append(MemorySink sink, ControlEvent event) {
        String operation = "append of event '" + event.eventId() + "' to memory";
        FeedException error = refusal(sink, event, operation);
        if (error != null) {
            return new AppendOutcome.Failed(event, error);
        }
        if (away) {
            return failWhileAway(event, operation);
        }
        Long held = versions.get(event.eventId());
        return held == null
                ? new AppendOutcome.Appended(store(event))
                : new AppendOutcome.Duplicate(event.stamped(held));
    }

    private AppendOutcome failWhileAway(ControlEvent event, String operation) {
        boolean stored = failuresWhileAway++ % 2 == 0;
        if (stored && !versions.containsKey(event.eventId())) {
            store(event);
        }
        FeedException error = stored
                ? new FeedException.Indeterminate(
                        operation, "the feed went away before it answered", "Append it again with the same id.", null)
                : new FeedException.Unavailable(operation, "the feed is away", "Try again later.", null);
        return new AppendOutcome.Failed(event, error);
    }

    private @Nullable FeedException refusal(MemorySink sink, ControlEvent event, String operation) {
        if (!sink.epoch().equals(epoch)) {
            return new FeedException.EpochChanged(operation, sink.epoch(), epoch);
        }
        if (newestSinks.get(sink.publisher()) != sink) {
            return new FeedException.Fenced(
                    operation,
                    "a newer sink of publisher '" + sink.publisher() + "' has taken over",
                    "Stop this one.",
                    null);
        }
        if (event.attributes().containsKey(REJECT)) {
            return new FeedException.Rejected(operation, "it asks to be rejected", "Do not append it.", null);
        }
        return null;
    }

    /** Gives the event the next version, whatever the rules say. */
    synchronized ControlEvent store(ControlEvent event) {
        end++;
        ControlEvent stamped = event.stamped(end);
        log.put(end, Optional.of(stamped));
        versions.putIfAbsent(event.eventId(), end);
        notifyAll();
        return stamped;
    }

    /** Takes the last event away again, as no feed may. */
    synchronized void loseLast() {
        Map.Entry<Long, Optional<ControlEvent>> last = log.pollLastEntry();
        if (last != null) {
            last.getValue().ifPresent(event -> versions.remove(event.eventId()));
        }
    }

    /** Remembers no more ids than those of the last so many versions. */
    synchronized void forgetIdsBeforeTheLast(long count) {
        versions.values().removeIf(version -> version <= end - count);
    }

    synchronized Map<String, Long> versionsOf(String openedEpoch, Collection<String> eventIds, long after) {
        String operation = "lookup after " + after + " in memory";
        requireReachable(operation, openedEpoch);
        requireKept(operation, after);
        return versionsHeld(eventIds, after);
    }

    /** What a lookup finds, whatever the rules say. */
    synchronized Map<String, Long> versionsHeld(Collection<String> eventIds, long after) {
        Map<String, Long> found = new HashMap<>();
        for (String id : eventIds) {
            Long version = versions.get(id);
            if (version != null && version > after) {
                found.put(id, version);
            }
        }
        return found;
    }

    synchronized Map<String, Long> idsAfter(String openedEpoch, long after) {
        String operation = "lookup of what follows " + after + " in memory";
        requireReachable(operation, openedEpoch);
        requireKept(operation, after);
        return idsHeldAfter(after);
    }

    /** What follows a version, whatever the rules say. */
    synchronized Map<String, Long> idsHeldAfter(long after) {
        Map<String, Long> ids = new LinkedHashMap<>();
        log.tailMap(after, false).values().stream()
                .flatMap(Optional::stream)
                .limit(EventLookup.MAX_IDS)
                .forEach(event -> ids.putIfAbsent(event.eventId(), event.controlVersion()));
        return ids;
    }

    synchronized List<ControlEvent> poll(String openedEpoch, long since, Duration wait, BooleanSupplier closed)
            throws InterruptedException {
        String operation = "poll since " + since + " of memory";
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(wait);
        while (true) {
            if (closed.getAsBoolean()) {
                throw new IllegalStateException("the source is closed: memory");
            }
            requireReachable(operation, openedEpoch);
            requireKept(operation, since);
            List<ControlEvent> next = next(operation, since);
            long remaining = deadline - System.nanoTime();
            if (!next.isEmpty() || remaining <= 0) {
                return next;
            }
            wait(remaining / 1_000_000, (int) (remaining % 1_000_000));
        }
    }

    /** How many events stand behind a version. */
    synchronized int behind(long version) {
        return log.tailMap(version, false).size();
    }

    private List<ControlEvent> next(String operation, long since) {
        List<ControlEvent> next = new ArrayList<>();
        for (Map.Entry<Long, Optional<ControlEvent>> entry :
                log.tailMap(since, false).entrySet()) {
            if (next.size() == Source.MAX_POLL || (entry.getValue().isEmpty() && !next.isEmpty())) {
                break;
            }
            next.add(entry.getValue()
                    .orElseThrow(() -> new FeedException.Corrupt(
                            operation,
                            entry.getKey(),
                            "what stands at " + entry.getKey() + " is no event",
                            "Look at it.",
                            null)));
        }
        return next;
    }

    private void requireReachable(String operation, String openedEpoch) {
        if (away) {
            throw new FeedException.Unavailable(operation, "the feed is away", "Try again later.", null);
        }
        if (!openedEpoch.equals(epoch)) {
            throw new FeedException.EpochChanged(operation, openedEpoch, epoch);
        }
    }

    private void requireKept(String operation, long since) {
        if (since > end || since < removedUpTo) {
            throw new FeedException.Gap(operation, since, log.isEmpty() ? end + 1 : log.firstKey(), end);
        }
    }

    synchronized boolean isAway() {
        return away;
    }

    synchronized boolean holdsNothing() {
        return log.isEmpty();
    }

    synchronized void wakeAll() {
        notifyAll();
    }

    private synchronized void setAway(boolean value) {
        away = value;
        notifyAll();
    }
}
