package io.controlfeed.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Run;
import io.controlfeed.feed.FeedException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "none, 0",
        "bug, 1",
        "rejected, 3",
        "unavailable, 4",
        "indeterminate, 5",
        "gap, 6",
        "epoch-changed, 7",
        "fenced, 8",
        "corrupt, 9"
    })
    void eachKindOfError_hasItsOwn(String trouble, int code, @TempDir Path directory) {
        Notebook notebook = Notebook.in(directory);
        notebook.emit("--type=t", "--subject=s");
        Run emit = notebook.emit("--type=t", "--subject=trouble", "--notebook-trouble", trouble);
        Run tail = notebook.tail("--notebook-trouble", trouble);

        assertThat(emit.code()).isEqualTo(code);
        assertThat(tail.code()).isEqualTo(code);
        for (Run run : new Run[] {emit, tail}) {
            assertThat(run.errLines()).hasSize(code == 0 ? 0 : 2);
            assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception:\n");
        }
    }

    @Test
    void noKindOfError_isLeftOut() {
        assertThat(FeedException.class.getPermittedSubclasses()).hasSize(7);
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .doesNotHaveDuplicates()
                .hasSize(12);
    }

    @Test
    void help_listsThem() {
        String help = Run.of("help").out();

        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("(?m)^ *" + code.number() + " +\\Q" + code.meaning() + "\\E$");
        }
    }

    @Test
    void debug_showsTheStackTrace(@TempDir Path directory) {
        Run run = Notebook.in(directory).tail("--debug", "--notebook-trouble=bug");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines().get(0))
                .isEqualTo("controlfeed: tail: unexpected java.lang.IllegalArgumentException: the notebook fell apart");
        assertThat(run.errLines().get(1))
                .isEqualTo("this is a bug: run it again with --debug and report what it prints");
        assertThat(run.err()).contains("\tat io.controlfeed.cli.notebook.");
    }
}
