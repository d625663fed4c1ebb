package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.FeedException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path dir;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void sinksAndThreadsOfOneProcess_appendAtOnce_withoutHoleOrRepetition() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            String prefix = "t" + t + "-";
            running.add(threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    // A sink for each append: closing one must not give up the lock of another.
                    try (FileSink sink = FileSink.open(unsynced(dir))) {
                        sink.append(event(prefix + i));
                    }
                }
            }));
        }
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
        assertThat(versions(readAll(dir)))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void heldByAnotherThread_isWaitedFor_andGivenUpOnInTime() throws Exception {
        DirectoryLock lock = new DirectoryLock(dir.resolve("lock"), SHORT);
        try (Held held = new Held(lock)) {
            assertThatThrownBy(() -> new DirectoryLock(dir.resolve("lock"), SHORT).locked("append of x", () -> 1))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining(dir.resolve("lock").toString())
                    .hasMessageContaining("another thread of this process");
            AtomicBoolean ran = new AtomicBoolean();
            lock.ifFree(() -> ran.set(true));
            assertThat(ran).isFalse();
            assertThat(held.isHeld()).isTrue();
        }
        assertThat(lock.locked("append of x", () -> 1)).isEqualTo(1);
    }

    @Test
    void handleThatAsksInVain_orIsClosed_doesNotGiveUpTheLockOfAnother() throws Exception {
        Path file = dir.resolve("lock");
        try (Held held = new Held(new DirectoryLock(file, SHORT))) {
            new DirectoryLock(file, SHORT).ifFree(() -> {});
            assertThatThrownBy(() -> new DirectoryLock(file, SHORT).locked("append of x", () -> 1))
                    .isInstanceOf(FeedException.Unavailable.class);

            Process other = LockHolder.start(file);
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(said.readLine()).isEqualTo("busy");
            } finally {
                other.destroyForcibly();
            }
            assertThat(held.isHeld()).isTrue();
        }
    }

    @Test
    void heldByAnotherProcess_isGivenUpOn_namingIt_andIsFreeWhenItIsKilled() throws Exception {
        DirectoryLock lock = new DirectoryLock(dir.resolve("lock"), SHORT);
        Process other = LockHolder.start(dir.resolve("lock"));
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("held");

            assertThatThrownBy(() -> lock.locked("append of x", () -> 1))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining("process " + other.pid());
            AtomicBoolean ran = new AtomicBoolean();
            lock.ifFree(() -> ran.set(true));
            assertThat(ran).isFalse();

            other.destroyForcibly();
            assertThat(new DirectoryLock(dir.resolve("lock"), Duration.ofSeconds(20)).locked("append of x", () -> 1))
                    .isEqualTo(1);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void interrupt_neitherCutsTheWaitShortNorGetsLost() throws Exception {
        DirectoryLock lock = new DirectoryLock(dir.resolve("lock"), Duration.ofSeconds(20));
        Held held = new Held(lock);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean kept = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            begun.countDown();
            lock.locked("append of x", () -> 1);
            kept.set(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        begun.await();
        waiting.interrupt();
        waiting.join(100);
        assertThat(waiting.isAlive()).isTrue();

        held.close();
        waiting.join(20_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(kept).isTrue();
    }

    @Test
    void interruptedWait_forAnotherProcess_doesNotSpin() throws Exception {
        Duration patience = Duration.ofSeconds(2);
        Process other = LockHolder.start(dir.resolve("lock"));
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("held");
            AtomicLong cpuNanos = new AtomicLong();
            AtomicBoolean kept = new AtomicBoolean();
            Thread waiting = new Thread(() -> {
                assertThatThrownBy(
                                () -> new DirectoryLock(dir.resolve("lock"), patience).locked("append of x", () -> 1))
                        .isInstanceOf(FeedException.Unavailable.class);
                kept.set(Thread.currentThread().isInterrupted());
                cpuNanos.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            });
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            waiting.join(60_000);

            assertThat(kept).isTrue();
            // Time on the processor, not by the clock: a wait costs hardly any, however loaded the machine is.
            assertThat(Duration.ofNanos(cpuNanos.get())).isLessThan(patience.dividedBy(2));
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void actionThatThrows_givesTheLockUp() {
        DirectoryLock lock = new DirectoryLock(dir.resolve("lock"), SHORT);

        assertThatThrownBy(() -> lock.locked("x", () -> {
                    throw new IllegalStateException("thrown under the lock");
                }))
                .hasMessage("thrown under the lock");
        assertThat(lock.locked("x", () -> 2)).isEqualTo(2);
    }

    /** The lock in the hands of another thread, until it is closed. */
    private final class Held implements AutoCloseable {
        private final CountDownLatch release = new CountDownLatch(1);
        private final Future<?> holder;

        Held(DirectoryLock lock) throws InterruptedException {
            CountDownLatch taken = new CountDownLatch(1);
            holder = threads.submit(() -> lock.locked("hold", () -> {
                taken.countDown();
                try {
                    return release.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }));
            assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
        }

        boolean isHeld() {
            return !holder.isDone();
        }

        @Override
        public void close() {
            release.countDown();
            try {
                holder.get(10, TimeUnit.SECONDS);
            } catch (Exception error) {
                throw new AssertionError(error);
            }
        }
    }
}
