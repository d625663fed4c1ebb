package io.controlfeed.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"tail,tail,0", "tail,tial,1", "tail,tails,1", "tail,tale,2", "'',ab,2", "feed-sink,feed-source,5"})
    void distance_countsLettersToChange(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void aWordThatIsFarFromAll_getsNoGuess() {
        assertThat(Nearest.to("zebra", List.of("tail", "help"))).isEmpty();
        assertThat(Nearest.to("feed-dir", List.of("feed-file-dir", "since"))).isEmpty();
        assertThat(Nearest.to("feed-file-dri", List.of("since", "feed-file-dir")))
                .contains("feed-file-dir");
    }
}
