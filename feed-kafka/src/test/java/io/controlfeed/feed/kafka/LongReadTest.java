package io.controlfeed.feed.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that was away for very long reads everything with little memory. */
class LongReadTest {
    private static final int EVENTS = Chaos.count(100_000, 1_000_000);

    /** Arguments: KEY=VALUE settings. Reads to the end, and prints how many events came, and how long it took. */
    public static void main(String[] settings) throws Exception {
        try (Source source =
                FeedRegistry.of(new KafkaFeedProvider()).openSource("kafka", Topic.settings(List.of(settings)))) {
            long start = System.nanoTime();
            int count = 0;
            long version = 0;
            for (List<ControlEvent> some = source.poll(0, Duration.ZERO);
                    !some.isEmpty();
                    some = source.poll(version, Duration.ZERO)) {
                for (ControlEvent event : some) {
                    if (!event.eventId().equals("event-" + count)) {
                        throw new IllegalStateException("event " + count + " is " + event);
                    }
                    count++;
                    version = event.controlVersion();
                }
            }
            System.out.println(count + " events in order, " + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    @Test
    void source_readsEverythingWith64MegabytesOfHeap() throws Exception {
        try (DevKafka kafka = DevKafka.start(DevKafkaOptions.defaults())) {
            Topic topic = Topic.create(kafka, "long");
            try (Sink sink = topic.openSink(Topic.PATIENT)) {
                for (int next = 0; next < EVENTS; next += Sink.MAX_BATCH) {
                    assertThat(sink.append(Topic.events("event", next, next + Sink.MAX_BATCH)))
                            .allMatch(AppendOutcome.Appended.class::isInstance);
                }
            }

            String said = readInAChild(topic);

            assertThat(said).startsWith(EVENTS + " events in order, ");
            Chaos.report("read with -Xmx64m: " + said.strip());
        }
    }

    private static String readInAChild(Topic topic) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LongReadTest.class.getName()));
        topic.settings(Topic.PATIENT).forEach((key, value) -> command.add(key + "=" + value));
        Process reader = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Patience.until("the reader has ended", () -> !reader.isAlive());
            return new String(reader.getInputStream().readAllBytes(), UTF_8);
        } finally {
            reader.destroyForcibly();
        }
    }
}
