package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.Ability;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, some of them killed with SIGKILL (rules D): for a backend with the ability DURABLE. The numbers are small unless
 * {@code -Dchaos=full} is given; {@code -Dchaos.seed=N} repeats a run's choices.
 */
public abstract class ProcessContract extends FeedContract {
    private static final int KILLS = Chaos.count(6, 50);
    private static final int PROCESSES = Chaos.count(4, 8);
    private static final int EACH = Chaos.count(100, 500);
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
        assertThat(ids(all)).as("in the order of the producer, seed %s", seed).isEqualTo(idsUpTo("killed", all.size()));
    }

    @Test
    void D2_readers_neverSeeHalfAnEventNorAVersionTwice() throws Exception {
        Follower follower = follow();

        appendAndKill(new HashMap<>());

        assertThat(follower.finish())
                .as("what was read along is what is there, seed %s", seed)
                .isEqualTo(readAll());
    }

    @Test
    void D3_processes_appendAtOnce() throws Exception {
        Follower follower = follow();
        Map<String, Long> promised = new HashMap<>();
        List<String> prefixes =
                IntStream.range(0, PROCESSES).mapToObj(p -> "process-" + p).toList();

        List<Integer> exitCodes = appendAtOnce(
                promised, p -> start(feed().settingsOfPublisher(prefixes.get(p)), prefixes.get(p), 0, EACH, 1 + p % 3));

        assertThat(exitCodes).as(this::whatTheySaid).containsOnly(0);
        List<ControlEvent> all = readAll();
        assertThat(follower.finish()).as("what was read along is what is there").isEqualTo(all);
        assertThat(versions(all)).isEqualTo(promised).hasSameSizeAs(all);
        for (String prefix : prefixes) {
            assertThat(ids(all)).filteredOn(id -> id.startsWith(prefix + "-")).isEqualTo(idsUpTo(prefix, EACH));
        }
    }

    /** All under one identity: where that fences, the last to come is the one that gets through. */
    @Test
    void D3_processes_appendTheSameIdsAtOnce() throws Exception {
        boolean fencing = feed().provider().abilities().contains(Ability.FENCING);
        Map<String, Long> promised = new HashMap<>();

        List<Integer> exitCodes = appendAtOnce(promised, p -> start(feed().settings(), "same", 0, EACH, 1 + p % 3));

        assertThat(exitCodes.stream().filter(code -> code == 0).count())
                .as(this::whatTheySaid)
                .isBetween(fencing ? 1L : PROCESSES, (long) PROCESSES);
        List<ControlEvent> all = readAll();
        assertThat(ids(all)).as("each id once").isEqualTo(idsUpTo("same", EACH));
        assertThat(versions(all)).isEqualTo(promised);
    }

    /** Runs the processes at once, notes what they were promised, and returns how they ended. */
    private List<Integer> appendAtOnce(Map<String, Long> promised, ProcessStarter starter) throws IOException {
        List<AppendingProcess> processes = new ArrayList<>();
        try {
            for (int p = 0; p < PROCESSES; p++) {
                processes.add(starter.start(p));
            }
            List<Integer> exitCodes = new ArrayList<>();
            for (AppendingProcess process : processes) {
                remember(process.promised(patience()), promised);
                exitCodes.add(process.exitCode());
            }
            return exitCodes;
        } finally {
            processes.forEach(AppendingProcess::close);
        }
    }

    private interface ProcessStarter {
        AppendingProcess start(int number) throws IOException;
    }

    /** Each process goes on where the promises of the one before it end, so that it tries again what hung in the air. */
    private void appendAndKill(Map<String, Long> promised) throws IOException, InterruptedException {
        for (int kill = 0; kill < KILLS; kill++) {
            int batch = 1 + random.nextInt(LARGEST_BATCH);
            try (AppendingProcess process = start(feed().settings(), "killed", promised.size(), ENDLESS, batch)) {
                process.killAfterFirstAppend(patience(), random.nextInt(LONGEST_MICROS));
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
            Long version = Long.valueOf(line.substring(0, blank));
            Long before = promised.putIfAbsent(line.substring(blank + 1), version);
            assertThat(before).as("the version promised before for %s", line).isIn(null, version);
        }
    }

    private static List<String> idsUpTo(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
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
