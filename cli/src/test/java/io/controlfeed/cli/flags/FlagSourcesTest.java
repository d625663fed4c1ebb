package io.controlfeed.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Run;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagSourcesTest {
    private Path directory = Path.of(".");

    @BeforeEach
    void directory(@TempDir Path temporary) {
        directory = temporary;
    }

    private String config(String... lines) throws IOException {
        return Files.writeString(directory.resolve("c.properties"), String.join("\n", lines))
                .toString();
    }

    private String notebookConfig(String... more) throws IOException {
        return config("feed-sink=notebook", "notebook-file=" + directory.resolve("n.txt"), String.join("\n", more));
    }

    private static ControlEvent emitted(Run run) {
        assertThat(run.err()).isEmpty();
        return Notebook.event(run.out());
    }

    @Test
    void aFlagWinsOverTheEnvironment_andThatOverTheFile() throws IOException {
        String file = notebookConfig("type=from.file", "subject=from-file", "origin=from-file");
        Map<String, String> environment =
                Map.of("CONTROLFEED_TYPE", "from.environment", "CONTROLFEED_SUBJECT", "from-environment");
        ControlEvent event = emitted(Run.of(environment, "emit-event", "--config", file, "--type=from.flag"));

        assertThat(event.type()).isEqualTo("from.flag");
        assertThat(event.subject()).isEqualTo("from-environment");
        assertThat(event.origin()).isEqualTo("from-file");
    }

    @Test
    void theFile_canBeNamedByTheEnvironment() throws IOException {
        String file = notebookConfig("type=t", "subject=s");

        assertThat(emitted(Run.of(Map.of("CONTROLFEED_CONFIG", file), "emit-event"))
                        .subject())
                .isEqualTo("s");
    }

    @Test
    void globalFlags_mayStandBeforeAndBehindTheCommand() throws IOException {
        String file = notebookConfig("type=t", "subject=s");

        assertThat(Run.of("--config=" + file, "emit-event").code()).isZero();
        assertThat(Run.of("--config", file, "emit-event").code()).isZero();
        assertThat(Run.of("emit-event", "--config", file).code()).isZero();
        assertThat(Run.of("--debug", "backends").code()).isZero();
        assertThat(Run.of("backends", "--debug").code()).isZero();
    }

    @Test
    void anEmptyVariable_isNotSet() throws IOException {
        String file = notebookConfig("type=t", "subject=s");

        assertThat(emitted(Run.of(Map.of("CONTROLFEED_TYPE", ""), "emit-event", "--config", file))
                        .type())
                .isEqualTo("t");
    }

    @Test
    void aValue_isTakenAsItIs() throws IOException {
        String file = notebookConfig("type=t");
        Map<String, String> environment = Map.of("CONTROLFEED_SUBJECT", "${user.home} %s @x");

        assertThat(emitted(Run.of(environment, "emit-event", "--config", file)).subject())
                .isEqualTo("${user.home} %s @x");
        assertThat(emitted(Run.of("emit-event", "--config", file, "--subject", "@x"))
                        .subject())
                .isEqualTo("@x");
    }

    @Test
    void aSwitch_canBeTurnedOnFromOutside_andOffAgain() {
        Map<String, String> on = Map.of("CONTROLFEED_JSON", "true");

        assertThat(Run.of(on, "backends").out()).startsWith("{");
        assertThat(Run.of(on, "backends", "--json").out()).startsWith("{");
        assertThat(Run.of(on, "backends", "--json=false").out()).startsWith("NAME");
        assertThat(Run.of(Map.of("CONTROLFEED_JSON", "yes"), "backends").err())
                .contains("--json", "'yes'", "(from CONTROLFEED_JSON)");
    }

    @Test
    void debug_fromTheEnvironment_isOverruledByTheFlag() {
        Map<String, String> on = Map.of("CONTROLFEED_DEBUG", "true");

        assertThat(Run.of(on, "tail").err()).contains("\tat ");
        assertThat(Run.of(on, "tail", "--debug=false").err()).doesNotContain("\tat ");
    }

    @Test
    void anUnknownKeyInTheFile_isAnErrorWithTheNearestKnownOne() throws IOException {
        Run run = Run.of("version", "--config", config("feed-snik=nop"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .startsWith("controlfeed: configuration file ")
                .endsWith(": unknown key 'feed-snik'; did you mean 'feed-sink'?");
        assertThat(run.errLines()).hasSize(2);
    }

    @Test
    void oneFile_servesAllCommands() throws IOException {
        String file = notebookConfig("feed-source=notebook", "since=0", "follow=false", "type=t", "subject=s");

        assertThat(Run.of("emit-event", "--config", file).code()).isZero();
        assertThat(Run.of("tail", "--config", file).outLines()).hasSize(1);
        assertThat(Run.of("version", "--config", file).code()).isZero();
    }

    @Test
    void aMissingFile_isAnError() {
        Run run = Run.of("version", "--config", "/absent.properties");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo("controlfeed: configuration file /absent.properties: there is no such file");
    }

    @Test
    void aDirectory_isNoFile() {
        Run run = Run.of("version", "--config", directory.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo("controlfeed: configuration file " + directory + ": it cannot be read: it is a directory");
    }

    @Test
    void anUnknownVariable_isWarnedOf() {
        Run run = Run.of(Map.of("CONTROLFEED_FEED_SNIK", "x", "CONTROLFEED_JAVA_OPTS", "", "OTHER", "x"), "version");

        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .containsExactly("controlfeed: the environment variable CONTROLFEED_FEED_SNIK is not known and has no"
                        + " effect; did you mean 'CONTROLFEED_FEED_SINK'?");
    }

    @Test
    void theSubjectsVersion_isNotMistakenForTheCommands() {
        assertThat(Run.of(Map.of("CONTROLFEED_VERSION", "7"), "backends").code())
                .isZero();
    }
}
