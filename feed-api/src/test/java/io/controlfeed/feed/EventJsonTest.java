package io.controlfeed.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    private static final ControlEvent FULL = ControlEvent.builder("evt-1", "policy.replaced", "politik/größe")
            .tenantId("tenant-1")
            .version(9_223_372_036_854_775_807L)
            .baseVersion(41L)
            .artifact(new ArtifactRef(DIGEST, 12L, "application/json", "https://artifacts.example.com/x"))
            .createdAt(Instant.parse("2026-01-31T12:00:00.500Z"))
            .origin("control-plane-1")
            .attribute("traceparent", "00-0af7-b7ad-01")
            .attribute("note", "say \"hi\" \\ 🜁")
            .build()
            .stamped(42);

    private static final String FULL_JSON =
            "{\"event_id\":\"evt-1\",\"control_version\":42,\"type\":\"policy.replaced\","
                    + "\"tenant_id\":\"tenant-1\",\"subject\":\"politik/größe\",\"version\":9223372036854775807,"
                    + "\"base_version\":41,\"artifact_ref\":\"https://artifacts.example.com/x\",\"checksum\":\""
                    + DIGEST + "\","
                    + "\"artifact_size\":12,\"artifact_media_type\":\"application/json\","
                    + "\"created_at\":\"2026-01-31T12:00:00.500Z\",\"origin\":\"control-plane-1\","
                    + "\"attributes\":{\"note\":\"say \\\"hi\\\" \\\\ 🜁\",\"traceparent\":\"00-0af7-b7ad-01\"}}";

    @Test
    void fullEvent_hasTheseBytes() {
        assertThat(new String(EventJson.encode(FULL), UTF_8)).isEqualTo(FULL_JSON);
        assertThat(EventJson.decode(FULL_JSON.getBytes(UTF_8))).isEqualTo(FULL);
    }

    @Test
    void smallestEvent_leavesOutWhatIsAbsent() {
        ControlEvent event =
                ControlEvent.builder("a", "t", "s").createdAt(Instant.EPOCH).build();

        assertThat(EventJson.toText(event))
                .isEqualTo(
                        "{\"event_id\":\"a\",\"type\":\"t\",\"subject\":\"s\",\"created_at\":\"1970-01-01T00:00:00Z\"}");
        assertThat(decode(EventJson.toText(event))).isEqualTo(event);
    }

    @Test
    void reading_takesAnyLayoutOrderAndOffset() {
        ControlEvent event = decode(
                " {\n\t\"subject\" : \"\\u0073\\/\\ud83d\\udf01\" , \"created_at\":\"2026-01-31T13:00:00+01:00\","
                        + "\r\n \"type\":\"t\",\"event_id\":\"a\", \"control_version\": 0, \"tenant_id\": null } \n");

        assertThat(event.subject()).isEqualTo("s/🜁");
        assertThat(event.createdAt()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(event.tenantId()).isNull();
    }

    @Test
    void unknownFields_areIgnored() {
        String more = FULL_JSON.replaceFirst(
                "\\{", "{\"x\":[1,-2.5e+10,{\"y\":[]},{},null,true,false,\"\\n\\b\\f\\r\\t\"],\"event_id_2\":7,");

        assertThat(decode(more)).isEqualTo(FULL);
    }

    @Test
    void absentTime_isTheOneGiven() {
        Instant arrival = Instant.parse("2026-02-03T04:05:06Z");
        String json = "{\"event_id\":\"a\",\"type\":\"t\",\"subject\":\"s\"}";

        assertThat(EventJson.decode(json.getBytes(UTF_8), arrival).createdAt()).isEqualTo(arrival);
        assertThatThrownBy(() -> decode(json)).hasMessageContaining("created_at is missing: give a UTC time");
    }

    @Test
    void malformedFields_areAllNamed() {
        assertThatThrownBy(() -> decode("{\"event_id\":7,\"type\":\"a b\",\"version\":1.5,\"base_version\":\"1\","
                        + "\"artifact_ref\":\"x\",\"created_at\":\"yesterday\",\"attributes\":{\"a\":1,\"b\":null}}"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        error -> assertThat(error.problems())
                                .satisfiesExactly(
                                        id -> assertThat(id).isEqualTo("event_id is '7': it must be a string"),
                                        version -> assertThat(version)
                                                .isEqualTo(
                                                        "version is '1.5': it must be a whole number, at most 9223372036854775807"),
                                        base -> assertThat(base).startsWith("base_version is '1'"),
                                        time -> assertThat(time).startsWith("created_at is 'yesterday'"),
                                        a -> assertThat(a).isEqualTo("attributes.a is '1': it must be a string"),
                                        b -> assertThat(b).isEqualTo("attributes.b is 'null': it must be a string"),
                                        type -> assertThat(type).startsWith("type is 'a b'"),
                                        subject -> assertThat(subject).startsWith("subject is missing: give "),
                                        checksum -> assertThat(checksum).startsWith("checksum is missing: give ")));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            ` `                            => more: the JSON ends too early
            `[]`                           => a JSON object, beginning with '{'
            `{"a":1`                       => the JSON ends too early
            `{"a":1}}`                     => nothing more: one event is one JSON object
            `{"a":1,}`                     => there must be '"'
            `{"a":1 "b":2}`                => there must be ',' or '}'
            `{"a":[1 2]}`                  => there must be ',' or ']'
            `{"a":01}`                     => there must be ',' or '}'
            `{"a":+1}`                     => a JSON value
            `{"a":NaN}`                    => a JSON value
            `{"a":nul}`                    => there must be null
            `{'a':1}`                      => there must be '"'
            `{"a":"\\x"}`                  => after a backslash
            `{"a":"\\u00g0"}`              => four hexadecimal digits
            `{"a":"\\u００4１"}`             => four hexadecimal digits
            `{"a":1,"a":2}`                => each name once, not 'a' again
            `{"a":"\t"}`                    => control characters in strings
            """)
    void notJson_isToldWithItsPlace(String json, String problem) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("not JSON at character ")
                .hasMessageContaining(problem);
    }

    @Test
    void byteOrderMark_isNamedAsWhatItIs() {
        assertThatThrownBy(() -> decode("\uFEFF" + FULL_JSON))
                .hasMessageContaining("not JSON at character 1")
                .hasMessageContaining("no byte order mark")
                .hasMessageContaining("save it as UTF-8 without one");
    }

    @Test
    void numberOfTenMillionDigits_isRefusedAsQuicklyAsItIsRead() {
        String json =
                "{\"event_id\":\"a\",\"type\":\"t\",\"subject\":\"s\",\"version\":" + "7".repeat(10_000_000) + "}";

        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThatThrownBy(() -> decode(json))
                        .hasMessageContaining("version is '" + "7".repeat(80) + "…'")
                        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(400)));
    }

    @Test
    void problems_areToldToTwenty_andThenCounted() {
        String wrong = IntStream.range(0, 64).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));

        assertThatThrownBy(() -> decode("{\"attributes\":{" + wrong + "}}"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        error -> assertThat(error.problems())
                                .hasSize(21)
                                // The 64 attributes, and what is missing: event_id, type, subject, created_at.
                                .last()
                                .isEqualTo("… and 48 more"));
    }

    @Test
    void farTooManyAttributes_areOneProblem() {
        String many =
                IntStream.range(0, 100_000).mapToObj(i -> "\"K" + i + "\":1").collect(Collectors.joining(","));

        assertThatThrownBy(() ->
                        decode("{\"event_id\":\"a\",\"type\":\"t\",\"subject\":\"s\",\"attributes\":{" + many + "}}"))
                .isInstanceOfSatisfying(
                        InvalidEventException.class,
                        error -> assertThat(error.problems())
                                .satisfiesExactly(
                                        count -> assertThat(count)
                                                .isEqualTo("attributes is '100000 of them': it must be at most 64"),
                                        time -> assertThat(time).startsWith("created_at is missing")));
    }

    @Test
    void badChecksum_hidesNoOtherProblem() {
        assertThatThrownBy(() -> decode("{\"event_id\":\"-\",\"type\":\"\",\"subject\":\" \",\"checksum\":\"md5:1\","
                        + "\"artifact_size\":-1,\"created_at\":\"2026-01-31T12:00:00Z\"}"))
                .hasMessageContaining("event_id is '-'")
                .hasMessageContaining("type is ''")
                .hasMessageContaining("subject is ' '")
                .hasMessageContaining("checksum is 'md5:1'")
                .hasMessageContaining("artifact_size is '-1'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"KEY\":1,\"KEY\":2}",
                "{\"attributes\":{\"KEY\":1}}",
                "{\"attributes\":{\"KEY\":\"\\n\"}}",
            })
    void keyOfAStranger_isShownWithNothingThatATerminalObeysAndNotMuch(String json) {
        String key = "\\u001b[2J\\nFATAL\\u202e\\ud800" + "x".repeat(10_000);

        assertThatThrownBy(() -> decode(json.replace("KEY", key)))
                .satisfies(error -> assertThat(error.getMessage())
                        .contains("[2J")
                        .doesNotContain("\u001b", "\n", "\u202e", "\ud800")
                        .hasSizeLessThan(900));
    }

    @Test
    void notUtf8_isTold() {
        assertThatThrownBy(() -> EventJson.decode("{\"event_id\":\"ä\"}".getBytes(ISO_8859_1)))
                .hasMessageContaining("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void deepNesting_endsInAnErrorAndNotInAStackOverflow(String opening) {
        assertThatThrownBy(() -> decode("{\"x\":" + opening.repeat(100_000)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("levels of nesting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-1", "1e3", "99999999999999999999999999999999999999", "1.0"})
    void numberThatIsNoVersion_isRefused(String number) {
        assertThatThrownBy(() -> decode("{\"event_id\":\"a\",\"type\":\"t\",\"subject\":\"s\","
                        + "\"created_at\":\"2026-01-31T12:00:00Z\",\"control_version\":" + number + "}"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("control_version is '" + number + "'");
    }

    @RepeatedTest(20)
    void damagedJson_isAnEventOrAnErrorThatSaysWhatIsWrong() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = FULL_JSON.getBytes(UTF_8);
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                ControlEvent event = EventJson.decode(bytes);
                assertThat(EventJson.decode(EventJson.encode(event)))
                        .as("seed %s", seed)
                        .isEqualTo(event);
            } catch (InvalidEventException malformed) {
                assertThat(malformed.problems()).as("seed %s", seed).isNotEmpty();
            }
        }
    }

    private static ControlEvent decode(String json) {
        return EventJson.decode(json.getBytes(UTF_8));
    }
}
