package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.Acker;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.LaneGroup;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the workers of a group share: the cursor of each lane, and the ids of what is applied. Notes who holds which lane. */
final class SharedDatabase {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Map<Integer, Long> cursors = new HashMap<>();
    private final Map<Integer, String> holders = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final List<Throwable> wrong = new ArrayList<>();

    synchronized int applied() {
        return applied.size();
    }

    synchronized Map<Integer, Long> cursors() {
        return Map.copyOf(cursors);
    }

    synchronized Map<Integer, String> holders() {
        return Map.copyOf(holders);
    }

    synchronized void check() {
        assertThat(wrong).isEmpty();
    }

    private synchronized long take(int lane, String worker) {
        String other = holders.put(lane, worker);
        if (other != null) {
            wrong.add(new AssertionError("lane " + lane + " is given to " + worker + ", and " + other + " has it"));
        }
        return cursors.getOrDefault(lane, 0L);
    }

    private synchronized void leave(int lane, String worker) {
        if (!holders.remove(lane, worker)) {
            wrong.add(new AssertionError("lane " + lane + " is taken from " + worker + ", who does not have it"));
        }
    }

    private synchronized void apply(int lane, String worker, ControlEvent event) {
        if (!worker.equals(holders.get(lane)) || !applied.add(event.eventId())) {
            wrong.add(new AssertionError(worker + " applies " + event + " of lane " + lane + ", held by " + holders));
        }
        cursors.put(lane, event.controlVersion());
    }

    private synchronized void failed(Throwable failure) {
        wrong.add(failure);
    }

    /** Works on each of its lanes in a thread, from where the database says. */
    final class Worker implements LaneGroup.Worker {
        private final String name;
        private final Map<Integer, Work> works = new HashMap<>();

        Worker(String name) {
            this.name = name;
        }

        @Override
        public void assigned(int lane, Source source) {
            Work work = new Work(lane, source, take(lane, name));
            works.put(lane, work);
            work.thread.start();
        }

        @Override
        public void revoked(int lane) {
            Work work = works.remove(lane);
            if (work != null) {
                work.end();
            }
            leave(lane, name);
        }

        @Override
        public void failed(RuntimeException why) {
            SharedDatabase.this.failed(why);
        }

        private final class Work {
            private final int lane;
            private final Source source;
            private final AtomicBoolean over = new AtomicBoolean();
            private final Thread thread;
            private long cursor;

            Work(int lane, Source source, long cursor) {
                this.lane = lane;
                this.source = source;
                this.cursor = cursor;
                this.thread = new Thread(this::run, name + " on lane " + lane);
                thread.setDaemon(true);
            }

            private void run() {
                try {
                    while (!over.get()) {
                        for (ControlEvent event : source.poll(cursor, SHORT)) {
                            apply(lane, name, event);
                            cursor = event.controlVersion();
                            ((Acker) source).ack(event.eventId());
                        }
                    }
                } catch (InterruptedException | RuntimeException failure) {
                    SharedDatabase.this.failed(failure);
                }
            }

            void end() {
                over.set(true);
                try {
                    thread.join();
                } catch (InterruptedException never) {
                    SharedDatabase.this.failed(never);
                }
            }
        }
    }
}
