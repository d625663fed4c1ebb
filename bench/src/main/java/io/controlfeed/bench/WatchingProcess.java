package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A child JVM that waits for events, and says of each one when it had it. It runs {@link Watcher}. */
final class WatchingProcess implements AutoCloseable {
    static final String FEED = "feed";
    static final String FLOOR = "floor";
    static final String READY = "ready";

    private final Process process;
    private final BufferedReader said;

    private WatchingProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Returns as soon as it watches. */
    static WatchingProcess start(String kind, Path dir) throws IOException {
        Process process = new ProcessBuilder(ChildJvm.withHeap("64m").command(Watcher.class, kind, dir.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        WatchingProcess watching = new WatchingProcess(process);
        try {
            String first = watching.line();
            if (!first.equals(READY)) {
                throw new IOException("the watching process said '" + first + "', not '" + READY + "'");
            }
            return watching;
        } catch (IOException broken) {
            watching.close();
            throw broken;
        }
    }

    /** The clock that both processes read: {@link System#nanoTime()} need not be the same in two of them. */
    static long microsNow() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** When it saw the next event. */
    long seenAtMicros() throws IOException {
        return Long.parseLong(line());
    }

    /** The process ends by itself when it waits in vain, so this comes to an end, too. */
    private String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the watching process has ended; what it said last stands in the error output");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
