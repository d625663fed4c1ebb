package io.controlfeed.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** What is seen of a demo while it runs. */
class StoryTest {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    private Story story(boolean isTerminal) {
        return new Story(new PrintStream(seen, true, UTF_8), isTerminal);
    }

    @Test
    void onATerminal_aBarIsDrawnOver_andMakesRoomForALine() {
        Story story = story(true);
        story.progress(1_000_000, 999_999, 1_000_000);
        story.progress(5, 2, 10);
        story.tell("%s is killed", "node-2");

        String[] drawn = seen.toString(UTF_8).split("\r");
        assertThat(drawn).hasSize(5);
        assertThat(drawn[1]).hasSizeLessThan(80).contains("1,000,000 of 1,000,000 committed, 999,999 on every node");
        assertThat(drawn[2]).hasSameSizeAs(drawn[1]).startsWith("  ████▒▒▒▒▒▒░░░░░░░░░░  5 of 10 committed");
        assertThat(drawn[3]).isBlank();
        assertThat(drawn[4]).matches(" +\\d+\\.\\d s  node-2 is killed\\R");
    }

    @Test
    void elsewhere_aFewLinesTellOfIt() {
        Story story = story(false);
        for (int committed = 0; committed <= 1_000; committed++) {
            story.progress(committed, committed, 1_000);
        }

        assertThat(seen.toString(UTF_8).lines())
                .hasSize(5)
                .first()
                .asString()
                .endsWith("200 of 1,000 committed, 200 on every node");
        assertThat(seen.toString(UTF_8)).doesNotContain("\r");
    }
}
