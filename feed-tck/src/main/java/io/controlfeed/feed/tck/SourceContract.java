package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Poll (rules P), and a source's errors and end: for a backend with the ability POLL. */
public abstract class SourceContract extends FeedContract {
    private static final int MANY = Source.MAX_POLL * 2 + 500;
    private static final int IDLE_POLLS = 10;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration STALL = Duration.ofSeconds(5);

    @Test
    void P1_poll_isAscendingAboveThePositionAndBounded() {
        List<ControlEvent> all = appendAll(openSink(), events("a", MANY));
        Source source = openSource();
        for (int index : new int[] {0, 1, 499, MANY - 2}) {
            long since = all.get(index).controlVersion();

            List<ControlEvent> polled = poll(source, since, NO_WAIT);

            assertThat(polled.size()).isBetween(1, Source.MAX_POLL);
            assertThat(polled).isEqualTo(all.subList(index + 1, index + 1 + polled.size()));
        }
    }

    @Test
    void P1_negativePositionOrWait_isRefused() {
        Source source = openSource();

        assertThatThrownBy(() -> source.poll(-1, NO_WAIT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.poll(0, Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void P2_pollsInARow_leaveNothingOut() {
        Sink sink = openSink();
        Source source = openSource();
        List<ControlEvent> appended = new ArrayList<>();
        List<ControlEvent> polled = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            appended.addAll(appendAll(sink, events("round-" + round, round * 31)));
            polled.addAll(readAll(source, polled.isEmpty() ? 0 : lastVersion(polled)));
        }
        assertThat(polled).isEqualTo(appended);
    }

    @Test
    void P3_pollWithNothingNew_isEmpty() {
        Source source = openSource();
        assertThat(poll(source, 0, NO_WAIT)).isEmpty();
        assertThat(poll(source, 0, SHORT)).isEmpty();

        ControlEvent only = openSink().append(event("a"));

        assertThat(poll(source, only.controlVersion(), NO_WAIT)).isEmpty();
        assertThat(poll(source, only.controlVersion(), SHORT)).isEmpty();
    }

    /** Many polls and a generous bound: a feed that overstays each time is found, and a machine that stalls once is not. */
    @Test
    void P3_pollsWithNothingNew_doNotOverstay() {
        Source source = openSource();
        Duration bound = SHORT.multipliedBy(IDLE_POLLS).plus(min(feed().patience(), STALL));

        boolean empty = new Patience(bound).call(IDLE_POLLS + " polls of an idle feed, with a wait of " + SHORT, () -> {
            boolean all = true;
            for (int i = 0; i < IDLE_POLLS; i++) {
                all &= source.poll(0, SHORT).isEmpty();
            }
            return all;
        });

        assertThat(empty).isTrue();
    }

    @Test
    void P3_waitingPoll_returnsWhenSomethingComes() {
        Sink sink = openSink();
        Source source = openSource();
        Duration farBeyondPatience = feed().patience().multipliedBy(20);
        long since = 0;
        for (ControlEvent event : events("a", 5)) {
            FutureTask<List<ControlEvent>> polling = startWaitingPoll(source, since, farBeyondPatience);

            ControlEvent stamped = sink.append(event);

            assertThat(patience().finish("a poll during which something came", polling))
                    .containsExactly(stamped);
            since = stamped.controlVersion();
        }
    }

    @Test
    void P4_poll_goesWhereItIsTold() {
        List<ControlEvent> all = appendAll(openSink(), events("a", 20));
        Source source = openSource();
        assertThat(readAll(source, 0)).isEqualTo(all);

        assertThat(readAll(source, all.get(9).controlVersion())).isEqualTo(all.subList(10, 20));
        assertThat(readAll(source, 0)).isEqualTo(all);
        assertThat(readAll(source, all.get(14).controlVersion())).isEqualTo(all.subList(15, 20));
    }

    @Test
    void P5_sources_eachSeeEverything() {
        Source early = openSource();
        List<ControlEvent> all = appendAll(openSink(), events("a", 20));
        Source late = openSource();

        List<ControlEvent> first = poll(early, 0, NO_WAIT);
        assertThat(readAll(late, 0)).isEqualTo(all);
        assertThat(readAll(early, 0)).isEqualTo(all).startsWith(first.toArray(new ControlEvent[0]));
    }

    @Test
    void P6_removedPosition_isAGap() {
        List<ControlEvent> all = appendAll(openSink(), events("a", 10));
        Source source = openSource();
        long removed = all.get(4).controlVersion();

        feed().removeUpTo(removed);

        for (long since : new long[] {0, all.get(2).controlVersion()}) {
            assertThatThrownBy(() -> poll(source, since, NO_WAIT))
                    .isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
                        assertThat(gap.askedFor()).isEqualTo(since);
                        assertThat(gap.earliest())
                                .isBetween(removed + 1, all.get(5).controlVersion());
                        assertThat(gap.end()).isGreaterThanOrEqualTo(lastVersion(all));
                        assertExplains(gap, String.valueOf(since));
                    });
        }
        assertThat(readAll(source, removed)).isEqualTo(all.subList(5, 10));
    }

    @Test
    void P6_positionBeyondTheEnd_isAGap() {
        long end = lastVersion(appendAll(openSink(), events("a", 3)));
        Source source = openSource();
        long beyond = end + 1_000;

        assertThatThrownBy(() -> poll(source, beyond, SHORT)).isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
            assertThat(gap.askedFor()).isEqualTo(beyond);
            assertThat(gap.end()).isBetween(end, beyond - 1);
            assertExplains(gap, String.valueOf(beyond));
        });
    }

    @Test
    void P6_positionInAnEmptiedFeed_isAGapBeforeTheEndAndWaitsAtIt() {
        List<ControlEvent> all = appendAll(openSinkOf("before"), events("a", 5));
        Source source = openSource();
        long last = lastVersion(all);

        feed().removeUpTo(last);

        for (long since : new long[] {0, all.get(3).controlVersion()}) {
            assertThatThrownBy(() -> poll(source, since, SHORT))
                    .isInstanceOfSatisfying(FeedException.Gap.class, gap -> {
                        assertThat(gap.askedFor()).isEqualTo(since);
                        assertThat(gap.end()).isGreaterThanOrEqualTo(last);
                        assertThat(gap.earliest()).isBetween(last + 1, gap.end() + 1);
                        assertExplains(gap, String.valueOf(since));
                    });
        }
        assertThat(poll(source, last, SHORT)).isEmpty();
        FutureTask<List<ControlEvent>> polling =
                startWaitingPoll(source, last, feed().patience().multipliedBy(20));
        ControlEvent next = openSinkOf("after").append(event("b"));
        assertThat(next.controlVersion()).isGreaterThan(last);
        assertThat(patience().finish("a poll at the end of an emptied feed", polling))
                .containsExactly(next);
    }

    @Test
    void P7_interruptedPoll_throws() {
        Source source = openSource();
        CountDownLatch polling = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    polling.countDown();
                    try {
                        source.poll(0, feed().patience().multipliedBy(20));
                    } catch (InterruptedException | RuntimeException e) {
                        thrown.set(e);
                    }
                },
                "tck: a poll to interrupt");
        thread.setDaemon(true);
        thread.start();
        patience().aMomentFor(() -> polling.getCount() == 0 && isWaiting(thread));

        thread.interrupt();

        patience().until("the poll has ended", () -> !thread.isAlive());
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(poll(source, 0, NO_WAIT)).isEmpty();
    }

    @Test
    void X3_garbage_isACorruptErrorAndIsNotSkipped() {
        List<ControlEvent> all = new ArrayList<>(appendAll(openSink(), events("a", 5)));
        Source source = openSource();
        long position = feed().plantGarbage();
        all.removeIf(event -> event.controlVersion() == position);

        long before = lastVersion(all);
        assertThat(readUpTo(source, before)).isEqualTo(all);
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> poll(source, before, SHORT))
                    .isInstanceOfSatisfying(FeedException.Corrupt.class, corrupt -> {
                        assertThat(corrupt.position()).isEqualTo(position);
                        assertExplains(corrupt, String.valueOf(position));
                    });
        }
    }

    @Test
    void X4_pollDuringAnOutage_isUnavailable() {
        List<ControlEvent> all = appendAll(openSink(), events("a", 3));
        Source source = openSource();
        assertThat(readAll(source, 0)).isEqualTo(all);
        String position = String.valueOf(lastVersion(all));

        feed().whileAway(() -> assertThatThrownBy(() -> patience()
                        .until(
                                "a poll fails",
                                () -> !poll(source, lastVersion(all), SHORT).isEmpty()))
                .isInstanceOfSatisfying(FeedException.Unavailable.class, away -> assertExplains(away, position)));

        assertThat(patience().call("reading after the outage", () -> readAll(openSource(), 0)))
                .isEqualTo(all);
    }

    @Test
    void C1_source_isClosedTwiceAndThenOfNoUse() {
        Source source = openSource();
        String name = source.name();
        poll(source, 0, NO_WAIT);
        source.close();
        source.close();

        assertThatThrownBy(() -> poll(source, 0, NO_WAIT)).isInstanceOf(IllegalStateException.class);
        assertThat(source.name()).isEqualTo(name);
    }

    @Test
    void C2_close_endsAWaitingPoll() {
        Source source = openSource();
        FutureTask<List<ControlEvent>> polling =
                startWaitingPoll(source, 0, feed().patience().multipliedBy(20));

        source.close();

        assertThatThrownBy(() -> patience().finish("a poll whose source was closed", polling))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void C2_closedSource_leavesNoThreadBehind() {
        Threads before = Threads.now();
        try (Source source = feed().openSource()) {
            poll(source, 0, SHORT);
        }
        patience().until("no thread of the source is left", before::noOthersNow);
    }

    private List<ControlEvent> readUpTo(Source source, long version) {
        List<ControlEvent> read = new ArrayList<>(poll(source, 0, NO_WAIT));
        while (lastVersion(read) < version) {
            read.addAll(poll(source, lastVersion(read), NO_WAIT));
        }
        return read;
    }

    private FutureTask<List<ControlEvent>> startWaitingPoll(Source source, long since, Duration wait) {
        AtomicReference<Thread> thread = new AtomicReference<>();
        FutureTask<List<ControlEvent>> polling = patience().start("a waiting poll", () -> {
            thread.set(Thread.currentThread());
            return source.poll(since, wait);
        });
        patience().aMomentFor(() -> polling.isDone() || isWaiting(thread.get()));
        return polling;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isWaiting(@Nullable Thread thread) {
        return thread != null
                && (thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
    }
}
