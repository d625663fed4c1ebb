package io.controlfeed.feed.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.Sink;
import io.controlfeed.feed.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** The limit that feed check asks of a topic is enough for every well-formed event. */
class RecordSizeTest {
    private static final int EVENTS_OF_A_KIND = 5;

    @Test
    void topicWithJustThatLimit_takesTheLargestEvents() throws InterruptedException {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_OF_A_KIND; i++) {
            events.add(largest("ascii-" + i, "x"));
            events.add(largest("wide-" + i, "\u20ac"));
            events.add(largest("escaped-" + i, "\""));
            events.add(largest("pair-" + i, "\ud83d\ude00"));
        }
        try (KafkaFixture feed = new KafkaFixture(
                        KafkaUnderTest.SHARED,
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(TopicCheck.LARGEST_RECORD)));
                Sink sink = feed.openSink();
                Source source = feed.openSource()) {
            List<ControlEvent> stored =
                    sink.append(events).stream().map(AppendOutcome::orThrow).toList();

            assertThat(stored).map(ControlEvent::unstamped).isEqualTo(events);
            assertThat(readAll(source, stored.size())).isEqualTo(stored);
        }
    }

    private static List<ControlEvent> readAll(Source source, int count) throws InterruptedException {
        List<ControlEvent> all = new ArrayList<>();
        while (all.size() < count) {
            List<ControlEvent> next =
                    source.poll(all.isEmpty() ? 0 : all.get(all.size() - 1).controlVersion(), Duration.ofSeconds(20));
            assertThat(next).as("what follows the first %d", all.size()).isNotEmpty();
            all.addAll(next);
        }
        return all;
    }

    /** Every text of it that goes into headers or the key too is as long as it may be; attributes fill the rest. */
    private static ControlEvent largest(String id, String filling) {
        ControlEvent.Builder event = ControlEvent.builder(
                        id + "-".repeat(128 - id.length()), "t".repeat(128), fill(filling, 512))
                .tenantId(fill(filling, 256))
                .origin(fill(filling, 256))
                .version(Long.MAX_VALUE)
                .baseVersion(Long.MAX_VALUE - 1)
                .artifact(new ArtifactRef(
                        "sha256:" + "0".repeat(64), Long.MAX_VALUE, "a/" + "b".repeat(254), fill(filling, 2_048)));
        int left = ControlEvent.MAX_ENCODED_BYTES - length(event) - 200;
        int piece = EventJson.encode(ControlEvent.builder("i", "t", "s")
                                .createdAt(Instant.EPOCH)
                                .attribute("a", filling)
                                .build())
                        .length
                - EventJson.encode(ControlEvent.builder("i", "t", "s")
                                .createdAt(Instant.EPOCH)
                                .attribute("a", "")
                                .build())
                        .length;
        for (int i = 0; left > piece * filling.length() + 100; i++) {
            int pieces = Math.min(8_192 / filling.length(), (left - 100) / piece);
            event.attribute("fill-" + i, filling.repeat(pieces));
            left = ControlEvent.MAX_ENCODED_BYTES - length(event) - 200;
        }
        return event.build();
    }

    private static int length(ControlEvent.Builder event) {
        return EventJson.encode(event.build().stamped(Long.MAX_VALUE)).length;
    }

    private static String fill(String filling, int length) {
        return filling.repeat(length / filling.length());
    }
}
