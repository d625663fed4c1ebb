package io.controlfeed.applier;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.LagAware;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one lane ahead of the applier, on a thread of its own, and hands over what it finds. */
final class LaneReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneReader.class);
    private final int lane;
    private final Source source;
    private final Duration wait;
    private final Preparation preparation;
    private final Ahead ahead;
    private final Stop stop;
    private final FeedContact contact;
    private final Thread thread;
    private long position;
    private volatile long lag;

    /** @param wait how long a poll waits when there is nothing more */
    LaneReader(
            int lane,
            Source source,
            Duration wait,
            Preparation preparation,
            Ahead ahead,
            Stop stop,
            FeedContact contact) {
        this.lane = lane;
        this.source = source;
        this.wait = wait;
        this.preparation = preparation;
        this.ahead = ahead;
        this.stop = stop;
        this.contact = contact;
        this.thread = new Thread(this::run, "controlfeed-lane-" + lane);
        this.thread.setDaemon(true);
    }

    /** Before it starts: the version up to which the node has everything. */
    void startAt(long since) {
        position = since;
    }

    void start() {
        thread.start();
    }

    /** Tells the feed that an event is durably settled here. */
    void ack(String eventId) {
        if (source instanceof Acker acker) {
            try {
                acker.ack(eventId);
            } catch (RuntimeException lost) {
                // It costs a redelivery and nothing else.
                LOG.debug("the ack of {} was lost", eventId, lost);
            }
        }
    }

    private void run() {
        try {
            read();
        } catch (InterruptedException asked) {
            // The applier ends.
        } catch (RuntimeException | Error fatal) {
            ahead.fail(fatal);
        }
    }

    private void read() throws InterruptedException {
        int failures = 0;
        boolean knowsTheEnd = false;
        while (!stop.isAskedFor()) {
            try {
                List<ControlEvent> events = source.poll(position, knowsTheEnd ? wait : Duration.ZERO);
                failures = 0;
                contact.heard(lane);
                knowsTheEnd = events.isEmpty();
                long behind = source instanceof LagAware aware ? aware.lag() : 0;
                int left = events.size();
                lag = behind + left;
                if (events.isEmpty()) {
                    ahead.caughtUp(lane);
                }
                for (ControlEvent event : events) {
                    take(event);
                    lag = behind + --left;
                }
            } catch (FeedException.Unavailable away) {
                contact.lost(lane, away);
                stop.pauseAfter(++failures);
            }
        }
    }

    /** How many versions there are behind what was handed over: read, or in the feed as far as it tells. */
    long lag() {
        return lag;
    }

    private void take(ControlEvent event) throws InterruptedException {
        if (event.controlVersion() <= position) {
            throw new FeedException.Corrupt(
                    "poll since " + position + " of " + source.name(),
                    event.controlVersion(),
                    "the source gave version " + event.controlVersion() + " where only greater ones may follow",
                    "The backend breaks its contract (P1): nothing more is applied from it. Replace it.",
                    null);
        }
        ahead.add(preparation.begin(lane, event));
        position = event.controlVersion();
    }

    @Override
    public void close() {
        thread.interrupt();
        source.close();
    }

    /** Waits until its thread has ended. */
    void join() {
        boolean interrupted = Thread.interrupted();
        for (boolean ended = false; !ended; ) {
            try {
                thread.join();
                ended = true;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
