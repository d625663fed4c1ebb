package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.controlfeed.cli.console.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
                "tail --since x | tail: --since is 'x': it must be a whole number of at most 64 bits | see controlfeed help tail",
                "tail --follow=maybe | tail: --follow is 'maybe': it must be true or false | see controlfeed help tail",
                "tail --since | tail: --since needs a value: N | see controlfeed help tail",
                "tail --since 1 --since 2 | tail: --since is given more than once | see controlfeed help tail",
                "completion fish | completion: there is no completion for 'fish'; there is: bash, zsh"
                        + " | see controlfeed help completion",
                "outbox lits | outbox: there is no command 'lits'; did you mean 'list'? | see controlfeed help outbox",
                "outbox status | outbox status: --outbox is not given: it says where the outbox is"
                        + " | see controlfeed help outbox status",
                "outbox prune --outbox o --older-than 7 | outbox prune: --older-than is '7': it must be a time such as"
                        + " 7d, 12h, 30m, 10s or 500ms | see controlfeed help outbox prune",
                "outbox retry --outbox o | outbox retry: say which rows: either event ids or --all-parked"
                        + " | see controlfeed help outbox retry",
                "outbox discard --outbox o | outbox discard: say which rows, by their event ids"
                        + " | see controlfeed help outbox discard",
                "outbox list --outbox o --state x | outbox list: --state is 'x': there is pending, retrying, held, parked,"
                        + " published, discarded | see controlfeed help outbox list",
                "publish --outbox o --feed-sink notebook --notebook-file n --batch 0 | publish: a pump's batch is 0: it must be 1 to 1000"
                        + " | see controlfeed help publish",
                "parked list --node-db n --state x | parked list: --state is 'x': there is failed, behind, retry, discarded"
                        + " | see controlfeed help parked list",
                "parked retry --node-db n | parked retry: say which events: either event ids, or --all-failed or --kind"
                        + " | see controlfeed help parked retry",
                "snapshot --node-db n | snapshot: --to is not given: it says into which directory the snapshot is put"
                        + " | see controlfeed help snapshot",
                "bootstrap --node-db n --feed-source notebook --notebook-file n | bootstrap: --from is not given: it says"
                        + " which snapshot the node is made of | see controlfeed help bootstrap",
                "rewind --node-db n --feed-source notebook --notebook-file n | rewind: --to is not given: it says to which"
                        + " version, and 0 is the beginning | see controlfeed help rewind",
                "rewind --node-db n --feed-source notebook --notebook-file n --to 0 --lane 1 | rewind: --lane is given: to"
                        + " the beginning is for all lanes at once; leave it out | see controlfeed help rewind",
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
    @ValueSource(
            strings = {
                "emit-event",
                "tail",
                "publish",
                "apply",
                "run",
                "status",
                "doctor",
                "verify",
                "snapshot",
                "bootstrap",
                "rewind",
                "backends",
                "version",
                "completion",
                "help"
            })
    void everyCommand_isExplained_withAnExample(String command) {
        Run run = Run.of("help", command);

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("Example").contains("  controlfeed " + command);
        assertThat(Run.of(command, "--help").out()).isEqualTo(run.out());
        assertThat(run.outLines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "status", "list", "retry", "discard", "prune"})
    void everyCommandOfAnOutbox_isExplained_withAnExample(String command) {
        Run run = Run.of("help", "outbox", command);

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("Example").contains("  controlfeed outbox " + command, "--outbox");
        assertThat(Run.of("outbox", command, "--help").out()).isEqualTo(run.out());
        assertThat(run.outLines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "retry", "discard"})
    void everyCommandAboutParkedEvents_isExplained_withAnExample(String command) {
        Run run = Run.of("help", "parked", command);

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("Example").contains("  controlfeed parked " + command, "--node-db");
        assertThat(run.outLines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void version_isPrintedEitherWay() {
        assertThat(Run.of("version").out()).matches("controlfeed .+ \\(Java .+\\)\n");
        assertThat(Run.of("--version").out()).isEqualTo(Run.of("version").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "tail --help", "help tail", "version", "--version", "completion", "backends"})
    void outputThatNobodyTakes_isAnErrorInTwoLines(String line) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Run run = Run.of(Map.of(), Run.text(""), full, line.split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.UNEXPECTED.number());
        assertThat(run.errLines())
                .hasSize(2)
                .first(STRING)
                .endsWith("standard output cannot be written: No space left on device");
    }

    @ParameterizedTest
    @CsvSource({
        "'', emit-event",
        "'emit-event --notebook-f', --notebook-file",
        "'emit-event --feed-sink ', nop notebook",
        "'tail --feed-source ', nop notebook",
        "'tail --feed-source no', nop notebook",
        "'publish --feed-sink ', nop notebook",
        "'apply --feed-source ', nop notebook",
        "'run --feed-sink ', nop notebook",
        "'parked list --state ', failed behind",
        "'outbox ', list",
        "'outbox list --state ', parked",
        "'completion ', bash zsh",
    })
    void completion_offersFlagsAndValues(String typed, String offered, @TempDir Path directory) throws Exception {
        Path script = Files.writeString(
                directory.resolve("completion"), Run.of("completion").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$1\"; read -ra COMP_WORDS <<<\"controlfeed $2\"; [[ $2 != *[![:space:]] ]] &&"
                                + " COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=\"controlfeed $2\";"
                                + " COMP_POINT=${#COMP_LINE}; _complete_controlfeed; echo \"${COMPREPLY[*]}\"",
                        "bash",
                        script.toString(),
                        typed)
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bash.waitFor()).as(answer).isZero();
        assertThat(answer.strip().split("\\s+")).contains(offered.split(" "));
    }

    @Test
    void completion_isTheSameScriptForBothShells() {
        assertThat(Run.of("completion", "zsh")).isEqualTo(Run.of("completion", "bash"));
        assertThat(Run.of("completion").out()).contains("bashcompinit");
    }
}
