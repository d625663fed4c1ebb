package io.controlfeed.feed.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The part of {@link SinkContract} about events (rules E): what was appended is what is read. */
abstract class EventContract extends FeedContract {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Instant CREATED = Instant.parse("2026-01-31T23:59:59.123456Z");

    /** Each sets one field that may be absent. */
    private static final List<Consumer<ControlEvent.Builder>> OPTIONAL = List.of(
            event -> event.tenantId("tenant of all things"),
            event -> event.version(Long.MAX_VALUE),
            event -> event.artifact(new ArtifactRef(DIGEST, 0L, "application/json; charset=utf-8", "https://a/b?c=d")),
            event -> event.origin("control-plane-1"),
            event -> event.attribute("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

    EventContract() {}

    @Test
    void E1_event_isReadAsItWasAppended() {
        ControlEvent full = ControlEvent.builder("Full.event_1-a", "policy.replaced/v2", "politik/größe \"∑\" \\ 🜁")
                .tenantId("tenant/\"1\"")
                .version(Long.MAX_VALUE)
                .baseVersion(Long.MAX_VALUE - 1)
                .artifact(new ArtifactRef(DIGEST, Long.MAX_VALUE, "a/b", "größe"))
                .createdAt(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .origin("∑")
                .attribute("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build();
        ControlEvent bare = ControlEvent.builder("bare", "t", "s")
                .createdAt(Instant.parse("0001-01-01T00:00:00Z"))
                .build();

        assertReadAsAppended(List.of(full, bare));
    }

    @Test
    void E1_optionalField_isAbsentOrPresentAsItWas() {
        List<ControlEvent> events = new ArrayList<>();
        for (int field = 0; field < OPTIONAL.size(); field++) {
            ControlEvent.Builder alone = bare("with-" + field);
            ControlEvent.Builder others = bare("without-" + field);
            for (int other = 0; other < OPTIONAL.size(); other++) {
                OPTIONAL.get(other).accept(other == field ? alone : others);
            }
            events.add(alone.build());
            events.add(others.build());
        }
        events.add(bare("digest").artifact(ArtifactRef.of(DIGEST)).build());
        events.add(
                bare("size").artifact(new ArtifactRef(DIGEST, 17L, null, null)).build());
        events.add(bare("media-type")
                .artifact(new ArtifactRef(DIGEST, null, "text/plain", null))
                .build());
        events.add(bare("location")
                .artifact(new ArtifactRef(DIGEST, null, null, "a.json"))
                .build());

        assertReadAsAppended(events);
    }

    @Test
    void E1_zero_isNotNothing() {
        assertReadAsAppended(List.of(
                bare("new-subject").version(1L).baseVersion(0L).build(),
                bare("any-subject").version(1L).build(),
                bare("empty-artifact")
                        .artifact(new ArtifactRef(DIGEST, 0L, null, null))
                        .build(),
                bare("artifact").artifact(ArtifactRef.of(DIGEST)).build()));
    }

    @Test
    void E1_attributes_keepTheirKeysAndValues() {
        ControlEvent.Builder odd = bare("odd");
        for (String key :
                List.of("a", "a.", "a-b_c.d--9", "z".repeat(64), "event_id", "control_version", "attributes")) {
            odd.attribute(key, "the value of " + key);
        }
        odd.attribute("empty", "").attribute("text", "\"größe\", \\ 🜁 {\u2028}: null");
        ControlEvent.Builder many = bare("many");
        for (int i = 0; i < 64; i++) {
            many.attribute("key-" + i, "x".repeat(i));
        }

        assertReadAsAppended(List.of(odd.build(), many.build()));
    }

    @Test
    void E1_largestEvent_isReadAsItWasAppended() {
        assertReadAsAppended(List.of(Events.largest("largest-1"), Events.largest("largest-2")));
    }

    private static ControlEvent.Builder bare(String id) {
        return ControlEvent.builder(id, "t", "s").createdAt(CREATED);
    }

    private void assertReadAsAppended(List<ControlEvent> events) {
        List<ControlEvent> stamped = appendAll(openSink(), events);

        assertThat(readAll())
                .isEqualTo(stamped)
                .extracting(ControlEvent::unstamped)
                .isEqualTo(events);
    }
}
