package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {
    /** The hashes are those that Kafka's own tests hold its MurmurHash2 against. */
    @ParameterizedTest
    @CsvSource({
        "21, -973932308",
        "foobar, -790332482",
        "a-little-bit-long-string, -985981536",
        "a-little-bit-longer-string, -1486304829",
        "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8, -58897971",
        "abc, 479470107"
    })
    void laneOf_willNeverChange(String subject, int hash) {
        for (int lanes : new int[] {1, 2, 3, 12, 1_000, Integer.MAX_VALUE}) {
            assertThat(Lanes.laneOf(new SubjectKey(null, subject), lanes))
                    .isEqualTo((hash & Integer.MAX_VALUE) % lanes);
        }
    }

    @ParameterizedTest
    @CsvSource({"acme, hostname/www.example.com", "münchen, straße/ßẞ", "日本, 東京/🗼"})
    void laneOf_isThatOfTenantAndSubjectTogether(String tenant, String subject) {
        assertThat(Lanes.laneOf(new SubjectKey(tenant, subject), 1_000))
                .isEqualTo(Lanes.laneOf(new SubjectKey(null, tenant + "/" + subject), 1_000));
    }

    @Test
    void laneOf_ofAFeedWithoutLanes_isRefused() {
        assertThatThrownBy(() -> Lanes.laneOf(new SubjectKey(null, "a"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one or more");
    }
}
