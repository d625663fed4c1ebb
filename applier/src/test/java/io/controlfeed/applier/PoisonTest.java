package io.controlfeed.applier;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedRegistry;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.tck.MemoryFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many events that fail, among many more that do not. */
class PoisonTest {
    private static final int POISON = "full".equals(System.getProperty("chaos")) ? 10_000 : 1_000;
    private static final int GOOD = 10 * POISON;
    private static final int GOOD_SUBJECTS = GOOD / 10;

    private final MemoryFeed feed = new MemoryFeed();

    @TempDir
    private Path directory;

    @Test
    void ofAFewSubjects() throws Exception {
        whatIsGood_flows_andWhatWasParked_convergesInItsOrderOnceItIsMended(20);
    }

    @Test
    void ofSubjectsOfTheirOwn() throws Exception {
        whatIsGood_flows_andWhatWasParked_convergesInItsOrderOnceItIsMended(POISON);
    }

    private void whatIsGood_flows_andWhatWasParked_convergesInItsOrderOnceItIsMended(int badSubjects) throws Exception {
        Node node = new Node(directory, feed);
        List<ControlEvent> events = mixture(badSubjects);
        append(events);
        List<ControlEvent> bad = events.stream()
                .filter(event -> event.subject().startsWith("bad"))
                .toList();
        bad.forEach(event -> node.projection().refuse(event.eventId()));

        long begin = System.nanoTime();
        node.catchUp();
        Duration poisoned = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(node.one("SELECT count(*) FROM applied_events")).isEqualTo(String.valueOf(GOOD));
        assertThat(node.query("SELECT events FROM item ORDER BY subject")).isEqualTo(fold(events, "good"));
        assertThat(node.query("SELECT event_id FROM parked_events ORDER BY control_version"))
                .isEqualTo(bad.stream().map(ControlEvent::eventId).toList());
        assertThat(node.one("SELECT count(*) FROM parked_events WHERE state = 'failed'"))
                .isEqualTo(String.valueOf(badSubjects));

        node.projection().mend();
        node.execute("UPDATE parked_events SET state = 'retry' WHERE state = 'failed'");
        begin = System.nanoTime();
        node.catchUp();
        Duration mended = Duration.ofNanos(System.nanoTime() - begin);

        assertThat(node.one("SELECT count(*) FROM parked_events")).isEqualTo("0");
        assertThat(node.query("SELECT events FROM item WHERE subject LIKE 'bad%' ORDER BY subject"))
                .isEqualTo(fold(events, "bad"));
        System.out.println(
                "poison: " + GOOD + " good events beside " + POISON + " of " + badSubjects + " subjects that fail in "
                        + poisoned.toMillis() + " ms; those after all in " + mended.toMillis() + " ms");
    }

    /** Each bad subject's every event fails as long as nobody mends it, each in a batch with good ones. */
    private static List<ControlEvent> mixture(int badSubjects) {
        Random random = new Random(42);
        List<ControlEvent> events = new ArrayList<>();
        for (int i = 0; i < GOOD + POISON; i++) {
            String subject = i % 11 == 0
                    ? "bad-" + (i < 11 * badSubjects ? i / 11 : random.nextInt(badSubjects))
                    : "good-" + random.nextInt(GOOD_SUBJECTS);
            events.add(
                    ControlEvent.builder("event-" + i, "item.changed", subject).build());
        }
        return events;
    }

    private static List<String> fold(List<ControlEvent> events, String kind) {
        return List.copyOf(events.stream()
                .filter(event -> event.subject().startsWith(kind))
                .collect(Collectors.groupingBy(
                        ControlEvent::subject,
                        TreeMap::new,
                        Collectors.mapping(ControlEvent::eventId, Collectors.joining(" "))))
                .values());
    }

    private void append(List<ControlEvent> events) {
        try (Sink sink = FeedRegistry.of(feed).openSink("memory", Map.of())) {
            for (int i = 0; i < events.size(); i += Sink.MAX_BATCH) {
                sink.append(events.subList(i, Math.min(events.size(), i + Sink.MAX_BATCH)));
            }
        }
    }
}
