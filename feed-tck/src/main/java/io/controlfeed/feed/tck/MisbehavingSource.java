package io.controlfeed.feed.tck;

import static io.controlfeed.feed.tck.Misbehaviour.*;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EpochAware;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The source of a {@link MisbehavingFeed}: each way to misbehave stands where the honest source would do the right thing. */
final class MisbehavingSource implements Source, Acker, EpochAware, LagAware {
    private static final Duration BEYOND = Duration.ofSeconds(2);
    private static final int SKIPPED = 7;

    private final MisbehavingFeed feed;
    private final MemorySource honest;
    private final String epoch;
    private final Thread owner = Thread.currentThread();
    private final Set<String> delivered = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private long ownPosition;
    private long leastLag = Long.MAX_VALUE;
    private volatile boolean forgotten;

    MisbehavingSource(MisbehavingFeed feed, MemorySource honest) {
        this.feed = feed;
        this.honest = honest;
        this.epoch = feed.epochOf(honest.epoch());
    }

    @Override
    public String name() {
        return unlessForgotten(honest.name());
    }

    @Override
    public String epoch() {
        return unlessForgotten(epoch);
    }

    @Override
    public long lag() {
        if (feed.does(CLAIMS_TO_BE_THERE)) {
            return 0;
        }
        if (feed.does(COUNTS_FROM_THE_FARTHEST)) {
            leastLag = Math.min(leastLag, honest.lag());
            return leastLag;
        }
        return feed.does(NEVER_ARRIVES) ? honest.lag() + 1 : honest.lag();
    }

    private String unlessForgotten(String known) {
        if (forgotten) {
            throw new IllegalStateException("closed");
        }
        return known;
    }

    @Override
    public List<ControlEvent> poll(long since, Duration wait) throws InterruptedException {
        try {
            return delivered(pollOrMisbehave(since, wait));
        } catch (FeedException.Gap gap) {
            if (feed.does(JUMPS_OVER_GAPS) && gap.askedFor() < gap.earliest()) {
                return honest.poll(gap.earliest() - 1, wait);
            }
            if (feed.does(WAITS_BEYOND_THE_END) && gap.askedFor() > gap.end()) {
                return List.of();
            }
            throw gap;
        } catch (FeedException.Unavailable away) {
            if (feed.does(HIDES_OUTAGES)) {
                return List.of();
            }
            throw feed.does(EXPLAINS_NOTHING) ? new FeedException.Unavailable("poll", "error", "", null) : away;
        } catch (FeedException.Corrupt corrupt) {
            if (feed.does(SKIPS_GARBAGE)) {
                return honest.poll(corrupt.position(), wait);
            }
            throw corrupt;
        } catch (FeedException.EpochChanged changed) {
            if (feed.does(REINTERPRETS_OLD_POSITIONS)) {
                return feed.memory().poll(changed.actual(), since, wait, () -> false);
            }
            throw changed;
        }
    }

    private List<ControlEvent> pollOrMisbehave(long since, Duration wait) throws InterruptedException {
        if (feed.does(TAKES_NEGATIVE_POSITIONS) && since < 0) {
            return List.of();
        }
        if (feed.does(WORKS_AFTER_CLOSE)) {
            return feed.memory().poll(honest.epoch(), since, wait, () -> false);
        }
        if (feed.does(LOSES_ITS_END_WHEN_EMPTIED) && since > 0 && feed.memory().holdsNothing()) {
            throw new FeedException.Gap("poll since " + since, since, 1, 0);
        }
        if (feed.does(KEEPS_A_POSITION_OF_ITS_OWN)) {
            List<ControlEvent> next = honest.poll(Math.max(since, ownPosition), wait);
            ownPosition = next.isEmpty() ? ownPosition : FeedContract.lastVersion(next);
            return next;
        }
        if (feed.does(RETURNS_WITHOUT_BOUND)) {
            return unbounded(since);
        }
        List<ControlEvent> soon = honest.poll(since, Duration.ZERO);
        if (!soon.isEmpty() || wait.isZero()) {
            return soon;
        }
        if (feed.does(SLEEPS_THE_WAIT_OUT)) {
            Thread.sleep(wait.toMillis());
            return honest.poll(since, Duration.ZERO);
        }
        if (feed.does(SWALLOWS_INTERRUPTS) || feed.does(WAITS_ON_AFTER_CLOSE)) {
            return deaf(since, wait);
        }
        return honest.poll(since, feed.does(BLOCKS_BEYOND_THE_WAIT) ? wait.plus(BEYOND) : wait);
    }

    private List<ControlEvent> unbounded(long since) throws InterruptedException {
        List<ControlEvent> all = new ArrayList<>(honest.poll(since, Duration.ZERO));
        while (!all.isEmpty()) {
            List<ControlEvent> more = honest.poll(FeedContract.lastVersion(all), Duration.ZERO);
            if (more.isEmpty()) {
                break;
            }
            all.addAll(more);
        }
        return all;
    }

    /** Waits its time out, whoever closes or interrupts it. */
    private List<ControlEvent> deaf(long since, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + (wait.compareTo(BEYOND) < 0 ? wait : BEYOND).toNanos();
        boolean interrupted = false;
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
            interrupted |= Thread.interrupted();
        }
        if (interrupted && !feed.does(SWALLOWS_INTERRUPTS)) {
            throw new InterruptedException();
        }
        return feed.memory().poll(honest.epoch(), since, Duration.ZERO, () -> false);
    }

    private List<ControlEvent> delivered(List<ControlEvent> honestly) {
        List<ControlEvent> events = new ArrayList<>(honestly);
        events.removeIf(event -> feed.hidden().contains(event.controlVersion()));
        if (feed.does(SWAPS_NEIGHBOURS) && events.size() > 1) {
            Collections.swap(events, 0, 1);
        }
        if (feed.does(SKIPS_EVENTS) && events.size() > SKIPPED) {
            events.remove(SKIPPED);
        }
        if (feed.does(LETS_ACKS_MOVE_POLLS)) {
            events.removeIf(event -> acked.contains(event.eventId()));
        }
        Set<String> seenBefore =
                feed.does(DELIVERS_ONCE) || feed.does(LETS_SOURCES_COMPETE) ? feed.delivered() : Set.of();
        events.removeIf(event -> seenBefore.contains(event.eventId())
                && !(feed.does(LETS_SOURCES_COMPETE) && delivered.contains(event.eventId())));
        for (ControlEvent event : events) {
            delivered.add(event.eventId());
            feed.delivered().add(event.eventId());
        }
        return events;
    }

    @Override
    public void ack(String eventId) {
        if (feed.does(FAILS_ON_STRANGE_ACKS) && (Thread.currentThread() != owner || !delivered.contains(eventId))) {
            throw new IllegalArgumentException("a strange ack");
        }
        acked.add(eventId);
        if (feed.does(WORKS_AFTER_CLOSE)) {
            feed.memory().ack(eventId);
            return;
        }
        honest.ack(eventId);
        if (feed.does(ACKS_OVER_HOLES)) {
            delivered.forEach(honest::ack);
        }
    }

    @Override
    public void close() {
        if (!feed.does(WAITS_ON_AFTER_CLOSE)) {
            honest.close();
        }
        forgotten = feed.does(FORGETS_ITSELF_WHEN_CLOSED);
    }
}
