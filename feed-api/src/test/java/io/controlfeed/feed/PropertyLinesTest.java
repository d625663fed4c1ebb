package io.controlfeed.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyLinesTest {
    private static final String JAAS =
            "org.apache.PlainLoginModule required username=\"a\" password=\"p=q,r:s\\\\t\" x='#!';";

    @Test
    void aLine_isOnePair() {
        assertThat(PropertyLines.parse("a=1\n  b.c = x=y,z\n# a comment\nempty=\nlong=one \\\n   two"))
                .isEqualTo(Map.of("a", "1", "b.c", "x=y,z", "empty", "", "long", "one two"));
        assertThat(PropertyLines.parse("")).isEmpty();
    }

    @Test
    void whatIsWritten_isReadBack() {
        Map<String, String> pairs = Map.of(
                "sasl.jaas.config",
                JAAS,
                "a b=c:d",
                " two\nlines\t\r\f ",
                "#k",
                "!v",
                "käse",
                "☃ =",
                "empty",
                "",
                "!",
                "=");

        assertThat(PropertyLines.parse(PropertyLines.of(pairs))).isEqualTo(pairs);
        assertThat(PropertyLines.of(Map.of())).isEmpty();
    }

    @Test
    void aKeyThatIsEmptyOrThereTwice_isRefused_withoutItsValue() {
        assertThatThrownBy(() -> PropertyLines.parse("a=hidden\nb=1\na=hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it gives 'a' twice");
        assertThatThrownBy(() -> PropertyLines.parse("=hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a line of it has no key before its '='");
    }
}
