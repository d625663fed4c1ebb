package io.controlfeed.feed.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A child JVM that appends events {@code PREFIX-FROM}, … to a feed found by name, and prints a line {@code VERSION ID} for each
 * append that returned. It can be killed at any moment; what it printed before, it had been promised.
 */
final class AppendingProcess implements AutoCloseable {
    private final Process process;
    private final CountDownLatch firstLine = new CountDownLatch(1);
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    /** Arguments: backend, prefix, from, to, batch size, then KEY=VALUE settings. */
    public static void main(String[] args) {
        Map<String, String> settings = new java.util.HashMap<>();
        for (String setting : List.of(args).subList(5, args.length)) {
            int equals = setting.indexOf('=');
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        int to = Integer.parseInt(args[3]);
        int batch = Integer.parseInt(args[4]);
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        try (Sink sink = FeedRegistry.load().openSink(args[0], settings)) {
            for (int from = Integer.parseInt(args[2]); from < to; from += batch) {
                List<ControlEvent> events = IntStream.range(from, Math.min(to, from + batch))
                        .mapToObj(i -> FeedContract.event(args[1] + "-" + i, args[1]))
                        .toList();
                StringBuilder promised = new StringBuilder();
                for (AppendOutcome outcome : sink.append(events)) {
                    ControlEvent stamped = outcome.orThrow();
                    promised.append(stamped.controlVersion())
                            .append(' ')
                            .append(stamped.eventId())
                            .append('\n');
                }
                out.print(promised);
                out.flush();
            }
        }
    }

    AppendingProcess(String backend, Map<String, String> settings, String prefix, int from, int to, int batch, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                AppendingProcess.class.getName(),
                backend,
                prefix,
                "" + from,
                "" + to,
                "" + batch));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        reader = new Thread(this::readLines, "tck: reader of " + prefix);
        reader.setDaemon(true);
        reader.start();
    }

    private void readLines() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c >= 0; c = out.read()) {
                if (c == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                    firstLine.countDown();
                } else {
                    line.append((char) c);
                }
            }
        } catch (IOException killed) {
            // The pipe ends where the process was killed: what was read until then counts, a line without its end does
            // not.
        } finally {
            firstLine.countDown();
        }
    }

    /** Waits until it has appended something or has ended, then for some more microseconds, and kills it. */
    void killAfterFirstAppend(Patience patience, long micros) throws InterruptedException {
        patience.until("an appending process has appended something", () -> firstLine.getCount() == 0);
        TimeUnit.MICROSECONDS.sleep(micros);
        process.destroyForcibly();
    }

    /** Waits for the end and returns the promised {@code VERSION ID} lines. */
    List<String> promised(Patience patience) {
        patience.until("an appending process has ended", () -> !process.isAlive() && !reader.isAlive());
        return List.copyOf(lines);
    }

    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
