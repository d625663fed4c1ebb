package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadersTest {
    private static Map<String, String> written(ControlEvent event) throws WireException {
        Headers headers = new RecordHeaders();
        try (EventEncoder encoder = EventEncoder.singleObject()) {
            encoder.encode(event, headers);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }

    private static Headers id(byte... value) {
        return new RecordHeaders().add("ce_id", value);
    }

    @Test
    void fullEvent_saysAllOfItself() throws Exception {
        assertThat(written(SampleEvents.FULL))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_type", "tenant.updated"),
                        Map.entry("ce_source", "eu%20west/1"),
                        Map.entry("ce_subject", "hostname/www.example.com"),
                        Map.entry("ce_time", "2026-01-31T12:00:00.123456Z"),
                        Map.entry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                        Map.entry("tracestate", "vendor=1"),
                        Map.entry("ce_id", "0193-full"));
    }

    @Test
    void minimalEvent_saysWhatCloudEventsDemand() throws Exception {
        assertThat(written(SampleEvents.MINIMAL))
                .containsOnlyKeys("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time")
                .containsEntry("ce_source", "controlfeed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00.000000Z",
                "1969-12-31T23:59:59.999999Z",
                "2024-02-29T09:08:07.000060Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void time_isToTheMicrosecondAndAlwaysOfOneLength(String time) throws Exception {
        ControlEvent event = ControlEvent.builder("id", "type", "subject")
                .createdAt(Instant.parse(time))
                .build();
        assertThat(written(event)).containsEntry("ce_time", time);
    }

    @Test
    void originThatIsNoUri_isPercentEncoded() throws Exception {
        ControlEvent event = ControlEvent.builder("id", "type", "subject")
                .origin("100% ä%20😀")
                .build();
        assertThat(written(event)).containsEntry("ce_source", "100%25%20%C3%A4%20%F0%9F%98%80");
    }

    @Test
    void id_isReadOutOfTheHeaders() throws Exception {
        Headers headers = new RecordHeaders();
        try (EventEncoder encoder = EventEncoder.singleObject()) {
            encoder.encode(SampleEvents.FULL, headers);
        }
        assertThat(EventHeaders.eventId(headers)).isEqualTo("0193-full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "ä", "\u0000"})
    void headerThatIsNoId_isNone(String value) {
        assertThat(EventHeaders.eventId(id(value.getBytes(UTF_8)))).isNull();
    }

    @Test
    void hostileHeaders_areNoId() {
        assertThat(EventHeaders.eventId(new RecordHeaders())).isNull();
        assertThat(EventHeaders.eventId(new RecordHeaders().add("ce_id", null))).isNull();
        assertThat(EventHeaders.eventId(id((byte) 0xFF, (byte) 0xFE))).isNull();
        assertThat(EventHeaders.eventId(id(new byte[1 << 20]))).isNull();
        assertThat(EventHeaders.eventId(id("x".repeat(129).getBytes(UTF_8)))).isNull();
    }

    @Test
    void ofSeveralIds_theLastCounts() {
        Headers headers = id((byte) 'a').add("ce_id", new byte[] {'b'});
        assertThat(EventHeaders.eventId(headers)).isEqualTo("b");
    }
}
