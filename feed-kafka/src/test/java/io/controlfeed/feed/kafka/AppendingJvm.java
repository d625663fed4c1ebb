package io.controlfeed.feed.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM with a sink, which appends what it is told to, and tells each event's fate in a line. It can be killed and paused at
 * any moment: what it told before, it had been promised. It ends when its standard input does.
 */
final class AppendingJvm implements AutoCloseable {
    private static final String OPEN = "the sink is open";
    private static final String DONE = "done";
    private static final String HOLD = "kill -STOP $0 && echo && read -r line; kill -CONT $0";

    private final Process process;
    private final PrintStream orders;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private @Nullable Process holder;

    /** What became of an event: {@code appended} or {@code duplicate} at a version, or the kind of its error. */
    record Fate(String id, String kind, long version) {
        static Fate of(AppendOutcome outcome) {
            String kind = outcome instanceof AppendOutcome.Failed failed
                    ? failed.error().kind()
                    : outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            return new Fate(outcome.event().eventId(), kind, outcome.event().controlVersion());
        }

        static Fate of(String line) {
            String[] words = line.split(" ", 3);
            return new Fate(words[0], words[1], Long.parseLong(words[2]));
        }

        boolean isStored() {
            return version > 0;
        }

        /** Where the events stand that are stored. */
        static Map<String, Long> versions(List<Fate> fates) {
            Map<String, Long> versions = new HashMap<>();
            fates.stream().filter(Fate::isStored).forEach(fate -> versions.put(fate.id(), fate.version()));
            return versions;
        }

        @Override
        public String toString() {
            return id + " " + kind + " " + version;
        }
    }

    /** Arguments: KEY=VALUE settings. */
    public static void main(String[] settings) throws Exception {
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread ears = new Thread(() -> {
            new BufferedReader(new InputStreamReader(System.in, UTF_8)).lines().forEach(orders::add);
            Runtime.getRuntime().halt(0);
        });
        ears.setDaemon(true);
        ears.start();
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        Sink sink = Topic.openSink(Topic.settings(List.of(settings)));
        tell(out, OPEN);
        while (true) {
            String[] order = orders.take().split(" ", 4);
            if (order.length == 1) {
                Map<String, Long> found = ((EventLookup) sink).versionsOf(List.of(order), 0);
                tell(out, new Fate(order[0], "found", found.getOrDefault(order[0], 0L)));
            } else {
                append(
                        sink,
                        out,
                        order[0],
                        Integer.parseInt(order[1]),
                        Integer.parseInt(order[2]),
                        Integer.parseInt(order[3]));
            }
            tell(out, DONE);
        }
    }

    private static void append(Sink sink, PrintStream out, String prefix, int from, int to, int batch) {
        boolean allStored = true;
        for (int next = from; next < to && allStored; next += batch) {
            List<Fate> fates = sink.append(Topic.events(prefix, next, Math.min(to, next + batch))).stream()
                    .map(Fate::of)
                    .toList();
            fates.forEach(out::println);
            out.flush();
            allStored = fates.stream().allMatch(Fate::isStored);
        }
    }

    private static void tell(PrintStream out, Object line) {
        out.println(line);
        out.flush();
    }

    AppendingJvm(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingJvm.class.getName()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = new PrintStream(process.getOutputStream(), true, UTF_8);
        Thread reader = new Thread(this::read, "reader of an appending JVM");
        reader.setDaemon(true);
        reader.start();
    }

    /** A line without its end, where the process was killed, was not told. */
    private void read() {
        StringBuilder line = new StringBuilder();
        try (InputStreamReader out = new InputStreamReader(process.getInputStream(), UTF_8)) {
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c != '\n') {
                    line.append((char) c);
                } else {
                    synchronized (lines) {
                        lines.add(line.toString());
                    }
                    line.setLength(0);
                }
            }
        } catch (IOException killed) {
            // The pipe ends where the process was killed.
        } finally {
            read.complete(null);
        }
    }

    private List<String> told() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What it has told so far. */
    List<Fate> fates() {
        return told().stream()
                .filter(line -> !line.equals(OPEN) && !line.equals(DONE))
                .map(Fate::of)
                .toList();
    }

    void awaitOpen() throws Exception {
        Patience.until("a child's sink is open", () -> told().contains(OPEN) || !process.isAlive());
    }

    /** Lets it append {@code PREFIX-FROM} and so on, until one fails; does not wait for it. */
    void append(String prefix, int from, int to, int batch) {
        orders.println(prefix + " " + from + " " + to + " " + batch);
    }

    /** Lets it look an id up in the whole feed; does not wait for it. */
    void lookUp(String id) {
        orders.println(id);
    }

    /** Waits until it has carried out as many orders in all. */
    void awaitDone(int count) throws Exception {
        Patience.until("a child has carried out order " + count, () -> {
            boolean alive = process.isAlive();
            boolean done = told().stream().filter(DONE::equals).count() >= count;
            if (!alive && !done) {
                throw new AssertionError("the child has ended; it told " + told());
            }
            return done;
        });
    }

    /** SIGKILL; returns when all is read that it told. */
    void kill() {
        process.destroyForcibly().onExit().join();
        read.join();
    }

    /** SIGSTOP, until it is resumed or this JVM ends: a stopped process cannot notice by itself that its parent is gone. */
    void pause() throws IOException {
        Process stopping = new ProcessBuilder("sh", "-c", HOLD, "" + process.pid()).start();
        if (stopping.getInputStream().read() < 0) {
            throw new IOException("process " + process.pid() + " cannot be paused; is it alive?");
        }
        holder = stopping;
    }

    /** SIGCONT; returns when it has got it. */
    void resume() throws IOException {
        if (holder != null) {
            holder.getOutputStream().close();
            holder.onExit().join();
            holder = null;
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        resume();
    }
}
