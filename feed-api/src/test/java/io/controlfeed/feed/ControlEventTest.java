package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlEventTest {
    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    private static ControlEvent.Builder event() {
        return ControlEvent.builder("evt-1", "tenant.updated", "tenant/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "0", "0190f3c2-7e1b-7cc3-98c4-dc0c0c07398f", "evt-1"})
    void eventId_ofTheSafeAlphabet_isTaken(String id) {
        assertThat(ControlEvent.builder(id, "t", "s").build().eventId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                "-a",
                "_a",
                "a b",
                "a\n",
                "ä",
                "a\u0000",
                "C:",
                "a:b",
                "a*",
                "~a",
                "a\u202eb"
            })
    void eventId_outsideIt_isRefused(String id) {
        assertThatThrownBy(() -> ControlEvent.builder(id, "t", "s").build())
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("event_id is '")
                .hasMessageContaining("it must be 1 to 128 letters, digits");
    }

    @Test
    void eventId_isAtMost128Long() {
        assertThat(ControlEvent.builder("a".repeat(128), "t", "s").build()).isNotNull();
        assertThatThrownBy(() -> ControlEvent.builder("a".repeat(129), "t", "s").build())
                .isInstanceOf(InvalidEventException.class);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                problem(
                        "type",
                        event -> ControlEvent.builder("a", "has blank", "s").build()),
                problem("type", event -> ControlEvent.builder("a", "", "s").build()),
                problem("subject", event -> ControlEvent.builder("a", "t", "").build()),
                problem("subject", event -> ControlEvent.builder("a", "t", " s").build()),
                problem(
                        "subject",
                        event -> ControlEvent.builder("a", "t", "s\u0007").build()),
                problem(
                        "subject",
                        event -> ControlEvent.builder("a", "t", "\ud800").build()),
                problem(
                        "subject",
                        event -> ControlEvent.builder("a", "t", "x\udc00").build()),
                problem(
                        "subject",
                        event -> ControlEvent.builder("a", "t", "s".repeat(513)).build()),
                problem("tenant_id", event -> event.tenantId("").build()),
                problem("tenant_id", event -> event.tenantId("t".repeat(257)).build()),
                problem("version", event -> event.version(0L).build()),
                problem("version", event -> event.version(-1L).build()),
                problem(
                        "base_version",
                        event -> event.version(2L).baseVersion(-1L).build()),
                problem(
                        "base_version",
                        event -> event.version(2L).baseVersion(2L).build()),
                problem("base_version", event -> event.baseVersion(2L).build()),
                problem("created_at", event -> event.createdAt(Instant.MAX).build()),
                problem("origin", event -> event.origin("\t").build()),
                problem("attribute key", event -> event.attribute("Upper", "x").build()),
                problem("attribute key", event -> event.attribute("", "x").build()),
                problem("attribute a", event -> event.attribute("a", "x\ny").build()),
                problem(
                        "attribute a",
                        event -> event.attribute("a", "x".repeat(8193)).build()),
                problem("attributes", event -> event.attributes(many(65)).build()),
                problem(
                        "checksum",
                        event -> event.artifact(ArtifactRef.of("sha256:abc")).build()),
                problem(
                        "checksum",
                        event -> event.artifact(ArtifactRef.of("md5:" + "0".repeat(64)))
                                .build()),
                problem(
                        "checksum",
                        event -> event.artifact(ArtifactRef.of(DIGEST.replace("0f", "0F")))
                                .build()),
                problem(
                        "artifact_size",
                        event -> event.artifact(new ArtifactRef(DIGEST, -1L, null, null))
                                .build()),
                problem(
                        "artifact_media_type",
                        event -> event.artifact(new ArtifactRef(DIGEST, 1L, "json", null))
                                .build()),
                problem(
                        "artifact_ref",
                        event -> event.artifact(new ArtifactRef(DIGEST, 1L, null, "a\nb"))
                                .build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "application/vnd.acme.v1+json",
                "text/plain; charset=utf-8",
                "text/plain;a=\"/;\"",
                "a/b;c"
            })
    void mediaType_mayHaveParameters(String mediaType) {
        assertThat(new ArtifactRef(DIGEST, null, mediaType, null).mediaType()).isEqualTo(mediaType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/b", "a/b/c", "a b/c", "a;b/c", "a/;b", "ä/b", "a/b;ä", "a/b;\t", "a/b; "})
    void whatIsNoMediaType_isRefused(String mediaType) {
        assertThatThrownBy(() -> new ArtifactRef(DIGEST, null, mediaType, null))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("artifact_media_type");
    }

    private static Arguments problem(String field, Consumer<ControlEvent.Builder> making) {
        return Arguments.of(field, making);
    }

    private static Map<String, String> many(int count) {
        Map<String, String> many = new HashMap<>();
        IntStream.range(0, count).forEach(i -> many.put("k" + i, ""));
        return many;
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String field, Consumer<ControlEvent.Builder> making) {
        assertThatThrownBy(() -> making.accept(event()))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(field + " is ")
                .hasMessageContaining("it must be ");
    }

    @Test
    void allProblems_areToldAtOnce() {
        assertThatThrownBy(() ->
                        ControlEvent.builder("no good", "", "").tenantId(" ").build())
                .asInstanceOf(type(InvalidEventException.class))
                .satisfies(error -> assertThat(error.problems())
                        .satisfiesExactly(
                                id -> assertThat(id).startsWith("event_id is 'no good'"),
                                type -> assertThat(type).startsWith("type is ''"),
                                tenant -> assertThat(tenant).startsWith("tenant_id is ' '"),
                                subject -> assertThat(subject).startsWith("subject is ''")));
    }

    @Test
    void problem_showsNothingThatATerminalObeysAndNotMuch() {
        String hostile = "\u001b[2J" + "x".repeat(10_000);

        assertThatThrownBy(() -> ControlEvent.builder("a", hostile, "s").build())
                .satisfies(error ->
                        assertThat(error.getMessage()).hasSizeLessThan(400).doesNotContain("\u001b"));
    }

    @Test
    void eventAtTheLimit_isTakenAndOneByteMoreIsRefused() {
        int used = EventJson.encode(filled(0).stamped(Long.MAX_VALUE)).length;
        int free = ControlEvent.MAX_ENCODED_BYTES - used;

        assertThat(EventJson.encode(filled(free).stamped(Long.MAX_VALUE))).hasSize(ControlEvent.MAX_ENCODED_BYTES);
        assertThatThrownBy(() -> filled(free + 1))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining((ControlEvent.MAX_ENCODED_BYTES + 1) + " bytes long")
                .hasMessageContaining("put the payload into an artifact");
    }

    private static ControlEvent filled(int last) {
        ControlEvent.Builder event = event().createdAt(Instant.EPOCH);
        for (int i = 0; i < 8; i++) {
            event.attribute("fill-" + i, "x".repeat(8_000));
        }
        return event.attribute("last", "x".repeat(last)).build();
    }

    @Test
    void longestEscapes_countAgainstTheLimit() {
        ControlEvent.Builder event = event();
        for (int i = 0; i < 5; i++) {
            event.attribute("quotes-" + i, "\"".repeat(8_000));
        }
        assertThatThrownBy(event::build).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void createdAt_isKeptToTheMicrosecond() {
        ControlEvent event = event().createdAt(Instant.parse("2026-01-31T12:00:00.123456789Z"))
                .build();

        assertThat(event.createdAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123456Z"));
    }

    @Test
    void attributes_areACopyAndSorted() {
        Map<String, String> given = new HashMap<>(Map.of("b", "2", "a", "1"));
        ControlEvent event = event().attributes(given).build();
        given.put("c", "3");

        assertThat(event.attributes().keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> event.attributes().put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void stamped_changesTheVersionAlone() {
        ControlEvent event = event().version(3L).baseVersion(0L).build();

        assertThat(event.stamped(7).controlVersion()).isEqualTo(7);
        assertThat(event.stamped(7).unstamped()).isEqualTo(event);
        assertThatThrownBy(() -> event.stamped(-1)).isInstanceOf(InvalidEventException.class);
    }

    @Test
    void subjectKey_isTenantAndSubject() {
        assertThat(event().tenantId("a").build().subjectKey())
                .isNotEqualTo(event().tenantId("b").build().subjectKey())
                .isEqualTo(event().tenantId("a").version(9L).build().subjectKey());
    }

    @Test
    void newEventId_isAUuidOfVersion7AndOfNow() {
        long before = System.currentTimeMillis();
        UUID id = UUID.fromString(ControlEvent.newEventId());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
        assertThat(Stream.generate(ControlEvent::newEventId).limit(10_000)).doesNotHaveDuplicates();
    }
}
