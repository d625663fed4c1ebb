package io.controlfeed.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.artifacts.ArtifactRegistry;
import io.controlfeed.artifacts.WritableStore;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedProvider;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.kafka.Chaos;
import io.controlfeed.feed.kafka.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;

/**
 * Writes settings to a feed all the time: each event sets its subject to a number of its own. Now and then a second publisher, which does not
 * know what the first one did, sends the same events once more.
 */
final class Writer implements AutoCloseable {
    private static final int SUBJECTS = 40;
    private static final int LARGEST_BATCH = 60;
    private static final int BATCHES_BETWEEN_REPEATS = 20;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    private final NavigableMap<Long, Written> written = new ConcurrentSkipListMap<>();
    private final Sink sink;
    private final Sink other;
    private final WritableStore artifacts;
    private final Random random = Chaos.random("writer");
    private final Future<?> running;
    private volatile boolean isStopped;
    private int number;

    private Writer(Feed feed, Path artifactDirectory) {
        sink = sink(feed, "writer");
        other = sink(feed, "writer-that-repeats");
        artifacts = ArtifactRegistry.load()
                .openWritable(
                        "file",
                        Map.of("artifacts-file-dir", artifactDirectory.toString(), "artifacts-file-fsync", "false"));
        running = Patience.start("writer", () -> {
            write();
            return null;
        });
    }

    static Writer start(Feed feed, Path artifactDirectory) {
        return new Writer(feed, artifactDirectory);
    }

    private static Sink sink(Feed feed, String publisher) {
        Map<String, String> settings = new HashMap<>(feed.settings());
        settings.put(FeedProvider.PUBLISHER, publisher);
        return FeedRegistry.load().openSink("kafka", settings);
    }

    private void write() throws InterruptedException {
        for (int batch = 1; !isStopped; batch++) {
            List<ControlEvent> events = new ArrayList<>();
            Map<String, Written> byId = new HashMap<>();
            for (int left = 1 + random.nextInt(LARGEST_BATCH); left > 0; left--) {
                Written setting = new Written("setting/" + random.nextInt(SUBJECTS), (long) ++number);
                ControlEvent event = event(setting);
                events.add(event);
                byId.put(event.eventId(), setting);
            }
            for (AppendOutcome outcome : sink.append(events)) {
                ControlEvent stamped = outcome.orThrow();
                written.put(stamped.controlVersion(), byId.get(stamped.eventId()));
            }
            if (batch % BATCHES_BETWEEN_REPEATS == 0) {
                other.append(events).forEach(AppendOutcome::orThrow);
            }
            Patience.pass(Duration.ofNanos(random.nextLong(LONGEST_PAUSE_NANOS)));
        }
    }

    private ControlEvent event(Written setting) throws InterruptedException {
        String rows =
                "{\"changes\":[{\"table\":\"setting\",\"op\":\"upsert\",\"pk\":[\"subject\"],\"rows\":[{\"subject\":\""
                        + setting.subject() + "\",\"value\":" + setting.value() + "}]}]}";
        return ControlEvent.builder(ControlEvent.newEventId(), "setting.changed", setting.subject())
                .artifact(artifacts.put(rows.getBytes(UTF_8)))
                .build();
    }

    /** What was written up to a version, in its order; waits until the writer itself knows of it. */
    NavigableMap<Long, Written> upTo(long version) throws Exception {
        Patience.until("the writer knows of version " + version, () -> lastVersion() >= version || isStopped);
        return written.headMap(version, true);
    }

    long lastVersion() {
        return written.isEmpty() ? 0 : written.lastKey();
    }

    void stop() throws Exception {
        isStopped = true;
        Patience.finish("the writer", running);
    }

    @Override
    public void close() {
        isStopped = true;
        try {
            Patience.finish("the writer", running);
        } catch (Exception itFailed) {
            throw new AssertionError("the writer failed", itFailed);
        } finally {
            sink.close();
            other.close();
            artifacts.close();
        }
    }
}
