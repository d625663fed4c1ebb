package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "emit-evnt | there is no command 'emit-evnt'; did you mean 'emit-event'? | see controlfeed help",
                "--dbug tail | there is no flag '--dbug'; did you mean '--debug'? | see controlfeed help",
                "tail --flolow | tail: there is no flag '--flolow'; did you mean '--follow'? | see controlfeed help tail",
                "tail --zzzzzzzz=1 | tail: there is no flag '--zzzzzzzz' | see controlfeed help tail",
                "tail x | tail: 'x' belongs to no flag; values with blanks need quotes | see controlfeed help tail",
                "tail --since x | tail: Invalid value for option '--since': 'x' is not a long | see controlfeed help tail",
                "help tial | help: there is no command 'tial'; did you mean 'tail'? | see controlfeed help",
            })
    void aMistake_isSaidInOneLine_withTheNearestGuess(String line, String message, String hint) {
        Run run = Run.of(line.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).containsExactly("controlfeed: " + message, hint);
    }

    @Test
    void noCommandAtAll_showsWhichThereAre() {
        Run run = Run.of();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("emit-event", "tail", "backends", "Begin with:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emit-event", "tail", "backends", "version", "completion", "help"})
    void everyCommand_isExplained_withAnExample(String command) {
        Run run = Run.of("help", command);

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("Example").contains("  controlfeed " + command);
        assertThat(Run.of(command, "--help").out()).isEqualTo(run.out());
        assertThat(run.outLines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void version_isPrintedEitherWay() {
        assertThat(Run.of("version").out()).matches("controlfeed .+ \\(Java .+\\)\n");
        assertThat(Run.of("--version").out()).isEqualTo(Run.of("version").out());
    }

    @Test
    void completion_isAScriptThatBashUnderstands(@TempDir Path directory) throws IOException, InterruptedException {
        Path script = Files.writeString(
                directory.resolve("completion"), Run.of("completion").out());
        Process bash = new ProcessBuilder("bash", "-n", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(script).content().contains("emit-event", "--notebook-file");
    }
}
