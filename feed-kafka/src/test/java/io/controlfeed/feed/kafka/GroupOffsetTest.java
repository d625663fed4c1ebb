package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupOffsetTest {
    private final Kept kept = new Kept();
    private final GroupOffset offset = new GroupOffset("kafka:feed", kept, Duration.ZERO);

    @Test
    void positionsWhileOneIsUnderWay_areSentAsOne_theLatest() {
        offset.moveTo(1);
        offset.moveTo(2);
        offset.moveTo(5);
        assertThat(kept.sent).containsExactly(1L);

        kept.answer(null);
        assertThat(kept.sent).containsExactly(1L, 5L);
        kept.answer(null);
        assertThat(kept.sent).containsExactly(1L, 5L);
    }

    @Test
    void aPositionThatIsNotAhead_isNotSent() {
        offset.moveTo(0);
        offset.moveTo(7);
        kept.answer(null);
        offset.moveTo(7);
        offset.moveTo(3);

        assertThat(kept.sent).containsExactly(7L);
    }

    @Test
    void aPositionThatWasLost_isMadeGoodByTheNext() {
        offset.moveTo(4);
        kept.answer(new TimeoutException("away"));
        assertThat(kept.sent).as("it is not asked again and again").containsExactly(4L);

        offset.moveTo(4);
        assertThat(kept.sent).containsExactly(4L, 4L);
        kept.answer(new TimeoutException("away"));
        offset.moveTo(6);
        kept.answer(null);
        offset.moveTo(6);

        assertThat(kept.sent).containsExactly(4L, 4L, 6L);
    }

    @Test
    void close_letsTheLastPositionArrive_alsoOneThatWaitsBehindAnother() throws InterruptedException {
        offset.moveTo(1);
        offset.moveTo(2);
        Thread closing = new Thread(offset::close, "closing");
        closing.start();
        awaitWaiting(closing);

        kept.answer(null);
        kept.answer(null);

        closing.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(closing.isAlive()).isFalse();
        assertThat(kept.sent).containsExactly(1L, 2L);
    }

    @Test
    void close_doesNotWaitForEver_andNothingIsSentAfterIt() {
        offset.moveTo(1);

        offset.close();
        offset.moveTo(2);
        kept.answer(null);

        assertThat(kept.sent).containsExactly(1L);
    }

    @Test
    void close_whenInterrupted_endsAtOnceAndKeepsTheInterrupt() {
        offset.moveTo(1);
        Thread.currentThread().interrupt();

        assertThatCode(offset::close).doesNotThrowAnyException();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void positionsInCloseSuccession_waitForTheirTurn_andClose_doesNot() {
        GroupOffset slow = new GroupOffset("kafka:feed", kept, Duration.ofHours(1));
        slow.moveTo(1);
        kept.answer(null);
        slow.moveTo(2);
        slow.moveTo(3);
        assertThat(kept.sent).containsExactly(1L);

        Thread closing = new Thread(slow::close, "closing");
        closing.start();
        awaitWaiting(closing);

        assertThat(kept.sent).containsExactly(1L, 3L);
        kept.answer(null);
    }

    @Test
    void aPositionWhoseTurnHasCome_isSentByItself() throws Exception {
        GroupOffset quick = new GroupOffset("kafka:feed", kept, Duration.ofMillis(20));
        quick.moveTo(1);
        kept.answer(null);
        quick.moveTo(2);

        Patience.until("it is sent", () -> kept.sent().equals(List.of(1L, 2L)));
    }

    @Test
    void manyThreads_oneRequestAtATime_andTheLastPositionArrives() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        List<Long> sent = new ArrayList<>();
        GroupOffset shared = new GroupOffset(
                "kafka:feed",
                (position, ended) -> {
                    synchronized (sent) {
                        sent.add(position);
                    }
                    Thread answering = new Thread(() -> {
                        ended.accept(null);
                        if (position == 4_000) {
                            arrived.countDown();
                        }
                    });
                    answering.start();
                },
                Duration.ofMillis(1));
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            long last = i * 1_000L;
            Thread thread = new Thread(() -> {
                for (long position = last - 999; position <= last; position++) {
                    shared.moveTo(position);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
        synchronized (sent) {
            assertThat(sent).isSorted().doesNotHaveDuplicates().endsWith(4_000L);
        }
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** A way that answers when it is told to. */
    private static final class Kept implements GroupOffset.Way {
        private final List<Long> sent = new ArrayList<>();
        private @Nullable Consumer<@Nullable Throwable> ended;

        @Override
        public synchronized void commit(long position, Consumer<@Nullable Throwable> whenEnded) {
            assertThat(ended).as("one request at a time").isNull();
            sent.add(position);
            ended = whenEnded;
        }

        synchronized List<Long> sent() {
            return List.copyOf(sent);
        }

        void answer(@Nullable Throwable error) {
            Consumer<@Nullable Throwable> asked;
            synchronized (this) {
                asked = Objects.requireNonNull(ended, "nothing is asked");
                ended = null;
            }
            asked.accept(error);
        }
    }
}
