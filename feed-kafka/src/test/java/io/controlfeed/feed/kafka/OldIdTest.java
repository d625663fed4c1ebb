package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventLookup;
import io.controlfeed.feed.Sink;
import io.controlfeed.kafka.dev.DevKafka;
import io.controlfeed.kafka.dev.DevKafkaOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An id that is appended again has one record and one version, whoever does it. */
class OldIdTest {
    /** More than a sink remembers by itself. */
    private static final int MANY = Chaos.count(150_000, 500_000);

    private static final int ROUNDS = Chaos.count(2, 10);
    private static final int EACH = 200;

    private static DevKafka kafka;

    @BeforeAll
    static void start() {
        kafka = DevKafka.start(DevKafkaOptions.defaults());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void idAppendedAgain_bySameSinkAndByANewProcess_keepsItsVersion() throws Exception {
        Topic topic = Topic.create(kafka, "again");
        ControlEvent first;
        try (Sink sink = topic.openSink()) {
            first = sink.append(Topic.event("id", 0));
            assertThat(sink.append(Topic.event("id", 0)).controlVersion()).isEqualTo(first.controlVersion());
        }
        try (AppendingJvm other = new AppendingJvm(topic.settings(Topic.PATIENT))) {
            other.append("id", 0, 1, 1);
            other.awaitDone(1);
            assertThat(other.fates())
                    .containsExactly(new AppendingJvm.Fate("id-0", "duplicate", first.controlVersion()));
        }
        assertThat(topic.readAll()).containsExactly(first);
    }

    /** The one that was fenced does what a publisher then does: it opens anew, and asks where its events stand. */
    @Test
    void idsAppendedByTwoProcessesAtOnce_haveOneVersion() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Topic topic = Topic.create(kafka, "two-processes-" + round);
            try (AppendingJvm one = new AppendingJvm(topic.settings(Topic.PATIENT));
                    AppendingJvm two = new AppendingJvm(topic.settings(Topic.PATIENT))) {
                one.append("id", 0, EACH, 1);
                two.append("id", 0, EACH, 1);
                one.awaitDone(1);
                two.awaitDone(1);

                List<ControlEvent> read = topic.readAll();

                assertThat(Topic.ids(read))
                        .as("one was told %s, the other %s", one.fates(), two.fates())
                        .isEqualTo(Topic.ids(Topic.events("id", 0, EACH)));
                Map<String, Long> versions = Topic.versions(read);
                assertThat(versions).containsAllEntriesOf(AppendingJvm.Fate.versions(one.fates()));
                assertThat(versions).containsAllEntriesOf(AppendingJvm.Fate.versions(two.fates()));
                List<AppendingJvm> fenced = List.of(one, two).stream()
                        .filter(process -> !process.fates().stream().allMatch(AppendingJvm.Fate::isStored))
                        .toList();
                assertThat(fenced).as("at most one gives way").hasSizeLessThan(2);
                for (AppendingJvm process : fenced) {
                    List<AppendingJvm.Fate> fates = process.fates();
                    AppendingJvm.Fate refused = fates.get(fates.size() - 1);
                    assertThat(refused.kind()).isEqualTo("fenced");
                    process.lookUp(refused.id());
                    process.awaitDone(2);
                    assertThat(process.fates())
                            .endsWith(new AppendingJvm.Fate(
                                    refused.id(), "found", versions.getOrDefault(refused.id(), 0L)));
                }
            }
        }
    }

    /** Beyond what it remembers, a sink that is not asked first may well append an id anew: the look-up is the guard. */
    @Test
    void idBeforeManyOthers_isFoundByALookup() throws Exception {
        Topic topic = Topic.create(kafka, "many");
        ControlEvent first;
        try (Sink sink = topic.openSink(Topic.PATIENT)) {
            first = sink.append(Topic.event("old", 0));
            for (int next = 0; next < MANY; next += Sink.MAX_BATCH) {
                assertThat(sink.append(Topic.events("other", next, next + Sink.MAX_BATCH)))
                        .allMatch(AppendOutcome.Appended.class::isInstance);
            }
            assertFound("the same sink", sink, first);
        }
        try (Sink sink = topic.openSink(Topic.PATIENT)) {
            assertFound("a new sink", sink, first);
            assertThat(((EventLookup) sink).versionsOf(List.of("old-0"), first.controlVersion()))
                    .as("above its version")
                    .isEmpty();
            assertThat(idsAfter((EventLookup) sink, first.controlVersion()))
                    .isEqualTo(Topic.ids(Topic.events("other", 0, MANY)));
        }
    }

    private static List<String> idsAfter(EventLookup lookup, long after) {
        List<String> ids = new ArrayList<>();
        Map<String, Long> page = lookup.idsAfter(after);
        while (!page.isEmpty()) {
            ids.addAll(page.keySet());
            page = lookup.idsAfter(Collections.max(page.values()));
        }
        return ids;
    }

    private static void assertFound(String who, Sink sink, ControlEvent first) {
        List<String> asked = new ArrayList<>(List.of("old-0", "missing"));
        long start = System.nanoTime();
        Map<String, Long> found = ((EventLookup) sink).versionsOf(asked, 0);
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(found).containsExactly(Map.entry("old-0", first.controlVersion()));
        Chaos.report(String.format(
                Locale.ROOT,
                "look-up over %,d events by %s: %.2f s, %,.0f events/s",
                MANY + 1,
                who,
                seconds,
                (MANY + 1) / seconds));
    }
}
