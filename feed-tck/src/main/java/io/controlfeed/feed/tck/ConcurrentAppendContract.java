package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The part of {@link SinkContract} about several threads (rules W5, W7 and W8): they append at once, and interrupt each other. */
abstract class ConcurrentAppendContract extends EventContract {
    private static final int EACH = 50;
    private static final int ROUNDS = 20;

    ConcurrentAppendContract() {}

    @Test
    void W5_idAppendedAtOnceByThreads_isHeldOnce() {
        Sink sink = openSink();

        assertThat(appendSameIdsAtOnce(List.of(sink, sink, sink, sink)))
                .hasSize(4 * ROUNDS)
                .noneMatch(AppendOutcome.Failed.class::isInstance);
    }

    @Test
    void W5_idAppendedAtOnceByTwoSinks_isHeldOnce() {
        boolean fencing = feed().provider().abilities().contains(Ability.FENCING);
        Sink older = openSink();
        Sink newer = openSink();

        assertThat(appendSameIdsAtOnce(List.of(older, newer)))
                .hasSize(2 * ROUNDS)
                .filteredOn(AppendOutcome.Failed.class::isInstance)
                .allSatisfy(failed ->
                        assertThat(((AppendOutcome.Failed) failed).error()).isInstanceOf(FeedException.Fenced.class))
                .hasSizeBetween(0, fencing ? ROUNDS : 0);
    }

    @Test
    void W7_threads_shareASink() {
        Sink sink = openSink();

        appendAtOnce(List.of(sink, sink, sink, sink));
    }

    @Test
    void W7_sinks_appendAtOnce() {
        Sink one = openSinkOf("one");
        Sink other = openSinkOf("other");

        appendAtOnce(List.of(one, other, one, other));
    }

    @Test
    void W8_interruptBefore_changesNoOutcomeAndIsKept() {
        Sink sink = openSink();

        boolean kept = patience().call("an interrupted append", () -> {
            for (ControlEvent event : events("a", ROUNDS)) {
                Thread.currentThread().interrupt();
                sink.append(event);
            }
            return Thread.interrupted();
        });

        assertThat(kept).as("the interrupt is still there").isTrue();
        assertThat(ids(readAll())).isEqualTo(ids(events("a", ROUNDS)));
        sink.append(event("later"));
        assertThat(readAll()).hasSize(ROUNDS + 1);
    }

    @Test
    void W8_interruptInTheMiddle_changesNoOutcomeAndIsKept() {
        Sink sink = openSink();
        sink.append(event("first"));
        long begin = System.nanoTime();
        sink.append(event("timed"));
        long usual = System.nanoTime() - begin;

        for (int round = 0; round < ROUNDS; round++) {
            boolean kept = appendAndInterrupt(sink, event("a-" + round), usual * round / ROUNDS);

            assertThat(kept).as("the interrupt is still there").isTrue();
        }
        assertThat(ids(readAll())).hasSize(2 + ROUNDS).containsSubsequence(ids(events("a", ROUNDS)));
    }

    /** Whether the thread that appended still found the interrupt that came so long after it had begun. */
    private boolean appendAndInterrupt(Sink sink, ControlEvent event, long nanos) {
        AtomicReference<Thread> appender = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        FutureTask<Boolean> appending = patience().start("an append to interrupt", () -> {
            appender.set(Thread.currentThread());
            sink.append(event);
            while (!interrupted.get()) {
                Thread.onSpinWait();
            }
            return Thread.interrupted();
        });
        patience().until("an append begins", () -> appender.get() != null);
        LockSupport.parkNanos(nanos);
        Objects.requireNonNull(appender.get()).interrupt();
        interrupted.set(true);
        return patience().finish("an interrupted append", appending);
    }

    /** A thread for each sink of the list; a reader follows meanwhile. */
    private void appendAtOnce(List<Sink> sinks) {
        Follower follower = follow();
        List<FutureTask<List<ControlEvent>>> threads = new ArrayList<>();
        for (Sink sink : sinks) {
            String name = "thread-" + threads.size();
            List<ControlEvent> events = events(name, EACH);
            threads.add(patience().start(name, () -> appendOneByOne(sink, events)));
        }
        List<List<ControlEvent>> promised = threads.stream()
                .map(thread -> patience().finish("an appending thread", thread))
                .toList();

        List<ControlEvent> followed = follower.finish();
        assertThat(followed).as("what a reader saw that followed").isEqualTo(readAll());
        assertThat(followed).hasSize(sinks.size() * EACH);
        for (int thread = 0; thread < promised.size(); thread++) {
            String prefix = "thread-" + thread + "-";
            assertThat(followed)
                    .filteredOn(event -> event.eventId().startsWith(prefix))
                    .isEqualTo(promised.get(thread));
        }
    }

    private static List<ControlEvent> appendOneByOne(Sink sink, List<ControlEvent> events) {
        List<ControlEvent> stamped = new ArrayList<>();
        events.forEach(event -> stamped.add(sink.append(event)));
        return stamped;
    }

    /** Lets a thread for each sink append the same ids, each id at the same moment. */
    private List<AppendOutcome> appendSameIdsAtOnce(List<Sink> sinks) {
        CyclicBarrier together = new CyclicBarrier(sinks.size());
        List<AppendOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        List<FutureTask<Boolean>> threads = new ArrayList<>();
        for (Sink sink : sinks) {
            String name = "thread-" + threads.size();
            threads.add(patience().start(name, () -> {
                for (int round = 0; round < ROUNDS; round++) {
                    ControlEvent event = event("same-" + round, name);
                    together.await(patience().limit().toNanos(), TimeUnit.NANOSECONDS);
                    outcomes.addAll(sink.append(List.of(event)));
                }
                return true;
            }));
        }
        threads.forEach(thread -> patience().finish("an appending thread", thread));

        List<ControlEvent> all = readAll();
        assertThat(ids(all)).isEqualTo(ids(events("same", ROUNDS)));
        assertThat(outcomes)
                .filteredOn(AppendOutcome.Appended.class::isInstance)
                .extracting(AppendOutcome::event)
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(outcomes)
                .filteredOn(AppendOutcome.Duplicate.class::isInstance)
                .allSatisfy(duplicate -> assertThat(all)
                        .anyMatch(held -> held.eventId()
                                        .equals(duplicate.event().eventId())
                                && held.controlVersion() == duplicate.event().controlVersion()));
        return List.copyOf(outcomes);
    }
}
