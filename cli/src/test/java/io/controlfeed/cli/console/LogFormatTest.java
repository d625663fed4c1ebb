package io.controlfeed.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.controlfeed.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFormatTest {
    private static final String FAILURE = "\\{\"time\":\"20[^\"]+Z\",\"level\":\"error\",\"logger\":\"controlfeed\","
            + "\"message\":\"tail: the feed is disabled[^\"]+\",\"hint\":\"[^\"]+\",\"exit_code\":2}";

    @Test
    void json_makesOneObjectOfAFailure_fromWhereverItIsAskedFor(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("c.properties"), "log-format=json\n");

        for (Run run : new Run[] {
            Run.of("tail", "--log-format=json"),
            Run.of("--log-format", "json", "tail"),
            Run.of(Map.of("CONTROLFEED_LOG_FORMAT", "json"), "tail"),
            Run.of("tail", "--config=" + file)
        }) {
            assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
            assertThat(run.errLines()).singleElement().asString().matches(FAILURE);
        }
        assertThat(Run.of("tail", "--config=" + file, "--log-format=text").errLines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("controlfeed: tail: ");
    }

    @Test
    void anotherFormat_isNamed() {
        Run run = Run.of("tail", "--log-format=xml");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.errLines())
                .containsExactly("controlfeed: --log-format is 'xml': it must be text or json", "see controlfeed help");
    }

    @Test
    void aLogEvent_isOneObject_withWhatWasThrown() {
        Logger logger = new LoggerContext().getLogger("io.controlfeed.test");
        Throwable thrown = new IllegalStateException("a \"quoted\"\nreason");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, "it broke: {}", thrown, new Object[] {7});

        String line = new JsonLogLine(false).doLayout(event);

        assertThat(line)
                .startsWith("{\"time\":\"20")
                .contains("\"level\":\"warn\",\"logger\":\"io.controlfeed.test\",", "\"message\":\"it broke: 7\"")
                .endsWith(
                        "\"error\":\"java.lang.IllegalStateException\",\"error_message\":\"a \\\"quoted\\\"\\u000areason\"}\n")
                .hasLineCount(1);
        assertThat(new JsonLogLine(true).doLayout(event))
                .contains("\"stack\":\"java.lang.Ill")
                .hasLineCount(1);
    }
}
