package io.controlfeed.publisher.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.InvalidEventException;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTimeTest {
    @Test
    void parse_whatAnInstantWrites_givesItBack() {
        SplittableRandom random = new SplittableRandom(1);
        long latest = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        long earliest = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        for (int scale : new int[] {1, 1_000, 1_000_000, 1_000_000_000}) {
            for (int i = 0; i < 1_000; i++) {
                long nanos = random.nextLong(1_000_000_000) / scale * scale;
                Instant time = Instant.ofEpochSecond(random.nextLong(earliest, latest), nanos);
                assertThat(TextTime.parse(time.toString())).isEqualTo(time);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00.1Z, 2026-01-31T12:00:00.100Z",
        "2026-01-31T12:00:00.12345Z, 2026-01-31T12:00:00.123450Z",
        "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00.5, 2026-01-31T12:00:00.500Z",
        "2026-01-31T14:00:00+02:00, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T24:00:00Z, 2026-02-01T00:00:00Z",
    })
    void parse_otherForms_areUnderstood(String text, Instant time) {
        assertThat(TextTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30T12:00:00Z",
                "2026-01-31T12:00:0xZ",
                "2026-01-31T12:00:00.Z0",
                "2026-01-31T12:00:00.1234567890Z",
                "2026-13-31T12:00:00.123Z",
                "2026-01-31T12:00:00.-12Z"
            })
    void parse_noTime_isMalformed(String text) {
        assertThatThrownBy(() -> TextTime.parse(text))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("created_at is '" + text + "'");
    }
}
