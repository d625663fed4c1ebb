package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.makeFeed;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.synced;
import static io.controlfeed.feed.file.Events.unsynced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting polls, interrupts and closing. */
class WaitingTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path dir;

    @BeforeEach
    void aFeed() {
        makeFeed(dir);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void waitingPoll_seesEachAppendWithinMilliseconds() throws Exception {
        try (FileSource source = FileSource.open(unsynced(dir));
                FileSink sink = FileSink.open(unsynced(dir))) {
            long[] nanos = new long[21];
            for (int i = 0; i < nanos.length; i++) {
                String id = "e" + i;
                long position = i;
                Future<Long> seen = threads.submit(() -> {
                    assertThat(ids(source.poll(position, LONG))).containsExactly(id);
                    return System.nanoTime();
                });
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                long appended = System.nanoTime();
                sink.append(event(id));
                nanos[i] = seen.get(20, TimeUnit.SECONDS) - appended;
            }
            Arrays.sort(nanos);
            // Half of the fallback interval is what it would be without a watch; a loaded machine must not fail this.
            assertThat(Duration.ofNanos(nanos[nanos.length / 2])).isLessThan(Duration.ofMillis(20));
        }
    }

    @Test
    void idlePoll_staysAsLongAsItIsTold() throws Exception {
        try (FileSource source = FileSource.open(unsynced(dir))) {
            long start = System.nanoTime();
            assertThat(source.poll(0, Duration.ofMillis(200))).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
        }
    }

    @Test
    void close_endsAWaitingPoll() throws Exception {
        FileSource source = FileSource.open(unsynced(dir));
        Future<?> waiting = threads.submit(() -> source.poll(0, Duration.ofDays(1)));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        source.close();
        source.close();

        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> source.poll(0, Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void interrupt_endsAWaitingPoll() throws Exception {
        try (FileSource source = FileSource.open(unsynced(dir))) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread waiting = new Thread(() -> {
                try {
                    source.poll(0, Duration.ofDays(1));
                } catch (InterruptedException expected) {
                    thrown.set(expected);
                }
            });
            waiting.start();
            waiting.interrupt();
            waiting.join(10_000);

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void interruptedThread_appendsToTheEnd_andStaysInterrupted() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            Thread.currentThread().interrupt();
            AppendOutcome outcome = sink.append(List.of(event("e1"))).get(0);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).isInstanceOf(AppendOutcome.Appended.class);
        }
        assertThat(ids(readAll(dir))).containsExactly("e1");
    }

    @Test
    void interruptsDuringAppends_loseNothing() throws Exception {
        try (FileSink sink = FileSink.open(synced(dir))) {
            Thread appending = new Thread(() -> {
                for (int i = 0; i < 60; i++) {
                    assertThat(sink.append(List.of(event("e" + i))).get(0)).isInstanceOf(AppendOutcome.Appended.class);
                }
            });
            AtomicReference<Throwable> failure = new AtomicReference<>();
            appending.setUncaughtExceptionHandler((thread, error) -> failure.set(error));
            appending.start();
            while (appending.isAlive()) {
                appending.interrupt();
                LockSupport.parkNanos(50_000);
            }
            assertThat(failure.get()).isNull();
        }
        assertThat(readAll(dir)).hasSize(60);
    }

    @Test
    void interruptedThread_readsWhatIsThere() throws Exception {
        try (FileSink sink = FileSink.open(unsynced(dir));
                FileSource source = FileSource.open(unsynced(dir))) {
            sink.append(event("e1"));
            Events.drop(dir, event("e2"));
            Thread.currentThread().interrupt();

            assertThat(ids(source.poll(0, LONG))).containsExactly("e1");
            Thread.currentThread().interrupt();
            assertThat(ids(source.poll(1, LONG))).containsExactly("e2");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> source.poll(2, LONG)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void closedSink_refuses() {
        FileSink sink = FileSink.open(unsynced(dir));
        sink.close();
        sink.close();

        assertThatThrownBy(() -> sink.append(event("e1"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sink.versionsOf(List.of(), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closedSource_refuses() {
        FileSource source = FileSource.open(unsynced(dir));
        source.close();

        assertThatThrownBy(() -> source.poll(0, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("file:" + dir);
    }
}
