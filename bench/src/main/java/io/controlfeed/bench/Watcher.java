package io.controlfeed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a {@link WatchingProcess} runs: prints when it had each event, and ends when nothing comes any more. */
final class Watcher {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PrintStream out = new PrintStream(System.out, true, UTF_8);

    /** Arguments: the kind, and the directory to watch. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path dir = Path.of(args[1]);
        switch (args[0]) {
            case WatchingProcess.FEED -> new Watcher().watchFeed(dir);
            case WatchingProcess.FLOOR -> new Watcher().watchDirectory(dir);
            default -> throw new IllegalArgumentException("nothing to watch is called '" + args[0] + "'");
        }
    }

    private void watchFeed(Path dir) throws InterruptedException {
        try (Source source = FileFeed.in(dir).source()) {
            out.println(WatchingProcess.READY);
            long since = 0;
            List<ControlEvent> events = source.poll(since, PATIENCE);
            while (!events.isEmpty()) {
                long now = WatchingProcess.microsNow();
                events.forEach(event -> out.println(now));
                since = events.get(events.size() - 1).controlVersion();
                events = source.poll(since, PATIENCE);
            }
        }
    }

    private void watchDirectory(Path dir) throws IOException, InterruptedException {
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            dir.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            out.println(WatchingProcess.READY);
            WatchKey key = watch.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            while (key != null) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path name) {
                        Files.readAllBytes(dir.resolve(name));
                        out.println(WatchingProcess.microsNow());
                    }
                }
                key.reset();
                key = watch.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }
}
