package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, some of them killed with SIGKILL (rules D): for a backend with the ability DURABLE. The numbers are small unless
 * {@code -Dchaos=full} is given; {@code -Dchaos.seed=N} repeats a run's choices.
 */
public abstract class ProcessContract extends FeedContract {
    private static final boolean FULL = "full".equals(System.getProperty("chaos"));
    private static final int KILLS = FULL ? 50 : 6;
    private static final int PROCESSES = FULL ? 8 : 4;
    private static final int EACH = FULL ? 500 : 100;
    private static final int ENDLESS = 1_000_000;
    private static final int LARGEST_BATCH = 20;
    private static final int LONGEST_MICROS = 60_000;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path logs;

    @Test
    void D1_returnedAppends_surviveSigkillAndHaveOneVersion() throws Exception {
        Map<String, Long> promised = new HashMap<>();

        appendAndKill(promised);

        List<ControlEvent> all = readAll();
        assertThat(ids(all)).as("each id once, seed %s", seed).doesNotHaveDuplicates();
        assertThat(versions(all)).as("seed %s", seed).containsAllEntriesOf(promised);
        assertThat(ids(all))
                .as("in the order of the producer, seed %s", seed)
                .isEqualTo(IntStream.range(0, all.size())
                        .mapToObj(i -> "killed-" + i)
                        .toList());
    }

    @Test
    void D2_readers_neverSeeHalfAnEventNorAVersionTwice() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<List<ControlEvent>> reading = patience().start("a reader", () -> readUntil(done));
        try {
            appendAndKill(new HashMap<>());
        } finally {
            done.set(true);
        }

        List<ControlEvent> read = patience().finish("a reader that was told to end", reading);
        assertThat(read)
                .as("what was read along is what is there, seed %s", seed)
                .isEqualTo(readAll());
    }

    @Test
    void D3_processes_appendAtOnce() throws Exception {
        Map<String, AppendingProcess> processes = new HashMap<>();
        try {
            for (int p = 0; p < PROCESSES; p++) {
                String prefix = "process-" + p;
                processes.put(prefix, start(feed().settingsOfPublisher(prefix), prefix, 0, EACH, 1 + p % 3));
            }
            Map<String, Long> promised = new HashMap<>();
            for (AppendingProcess process : processes.values()) {
                remember(process.promised(patience()), promised);
                assertThat(process.exitCode()).as(this::whatTheySaid).isZero();
            }
            List<ControlEvent> all = readAll();
            assertThat(all)
                    .as("no version twice")
                    .extracting(ControlEvent::controlVersion)
                    .doesNotHaveDuplicates();
            assertThat(versions(all)).isEqualTo(promised);
            for (String prefix : processes.keySet()) {
                assertThat(ids(all))
                        .filteredOn(id -> id.startsWith(prefix + "-"))
                        .isEqualTo(IntStream.range(0, EACH)
                                .mapToObj(i -> prefix + "-" + i)
                                .toList());
            }
        } finally {
            processes.values().forEach(AppendingProcess::close);
        }
    }

    /** Each process goes on where the promises of the one before it end, so that it tries again what hung in the air. */
    private void appendAndKill(Map<String, Long> promised) throws IOException, InterruptedException {
        for (int kill = 0; kill < KILLS; kill++) {
            int batch = 1 + random.nextInt(LARGEST_BATCH);
            try (AppendingProcess process = start(feed().settings(), "killed", promised.size(), ENDLESS, batch)) {
                process.killAfterFirstAppend(random.nextInt(LONGEST_MICROS));
                List<String> lines = process.promised(patience());
                assertThat(lines).as(this::whatTheySaid).isNotEmpty();
                remember(lines, promised);
            }
        }
        try (AppendingProcess last = start(feed().settings(), "killed", promised.size(), promised.size() + 100, 10)) {
            remember(last.promised(patience()), promised);
            assertThat(last.exitCode()).as(this::whatTheySaid).isZero();
        }
    }

    private AppendingProcess start(Map<String, String> settings, String prefix, int from, int to, int batch)
            throws IOException {
        Path log = Files.createTempFile(logs, prefix, ".log");
        return new AppendingProcess(feed().provider().name(), settings, prefix, from, to, batch, log);
    }

    private static void remember(List<String> lines, Map<String, Long> promised) {
        for (String line : lines) {
            int blank = line.indexOf(' ');
            promised.put(line.substring(blank + 1), Long.valueOf(line.substring(0, blank)));
        }
    }

    private List<ControlEvent> readUntil(AtomicBoolean done) throws InterruptedException {
        List<ControlEvent> read = new ArrayList<>();
        try (Source source = feed().openSource()) {
            boolean last;
            do {
                last = done.get();
                List<ControlEvent> some =
                        source.poll(read.isEmpty() ? 0 : lastVersion(read), java.time.Duration.ofMillis(5));
                read.addAll(some);
                last &= some.isEmpty();
            } while (!last);
        }
        return read;
    }

    private static Map<String, Long> versions(List<ControlEvent> events) {
        Map<String, Long> versions = new HashMap<>();
        events.forEach(event -> versions.put(event.eventId(), event.controlVersion()));
        return versions;
    }

    private String whatTheySaid() {
        StringBuilder said = new StringBuilder("seed " + seed + "; the processes said: ");
        try (var files = Files.list(logs)) {
            for (Path log : files.sorted().toList()) {
                said.append(Files.readString(log));
            }
        } catch (IOException unreadable) {
            said.append(unreadable);
        }
        return said.toString();
    }
}
