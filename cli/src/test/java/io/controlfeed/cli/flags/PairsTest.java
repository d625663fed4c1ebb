package io.controlfeed.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flag of pairs: one of a backend, which gets whatever it is given, and one of the command itself. */
class PairsTest {
    private static final String JAAS = "org.apache.PlainLoginModule required user=\"a\" password=\"p=q,r\\\\s\";";

    private Path directory = Path.of(".");

    @BeforeEach
    void directory(@TempDir Path temporary) {
        directory = temporary;
    }

    private Run emit(Map<String, String> environment, String config, String... flags) throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.properties"),
                "feed-sink=notebook\nnotebook-file=" + directory.resolve("n.txt") + "\n" + config + "\n");
        return Run.of(
                environment,
                Stream.concat(Stream.of("emit-event", "--config=" + file, "--type=t", "--subject=s"), Stream.of(flags))
                        .toArray(String[]::new));
    }

    private static Map<String, String> attributes(Run run) {
        assertThat(run.err()).isEmpty();
        return Notebook.event(run.out()).attributes();
    }

    @Test
    void aFlag_isTakenAsItIs_andMayBeRepeated() throws IOException {
        Run run = emit(Map.of(), "", "--notebook-note=sasl.jaas.config=" + JAAS, "--notebook-note", "b=c\\d: e");

        assertThat(attributes(run)).isEqualTo(Map.of("sasl.jaas.config", JAAS, "b", "c\\d: e"));
    }

    @Test
    void theEnvironmentAndTheFile_haveLines_andTheFileKeysOfTheirOwn() throws IOException {
        Run run = emit(
                Map.of("CONTROLFEED_NOTEBOOK_NOTE", "a=environment\nb=environment"),
                "notebook-note=a=file\\nc=file\\n\\\n   d=x=y,z\nnotebook-note.e.f=1=2",
                "--notebook-note=b=flag");

        assertThat(attributes(run))
                .isEqualTo(Map.of("a", "environment", "b", "flag", "c", "file", "d", "x=y,z", "e.f", "1=2"));
    }

    @Test
    void attributes_areGivenInTheSameWays() throws IOException {
        Run run = emit(Map.of("CONTROLFEED_ATTRIBUTE", "a=1\nb=1"), "attribute.c=1", "--attribute=b=2");

        assertThat(attributes(run)).isEqualTo(Map.of("a", "1", "b", "2", "c", "1"));
    }

    @Test
    void aKeyBehindAFlagThatHasNoPairs_isUnknown() throws IOException {
        Run run = emit(Map.of(), "notebook-file.x=1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("unknown key 'notebook-file.x'");
    }

    @Test
    void whatCannotBeRead_isSaidWithItsPlace_andWithoutAnyValue() throws IOException {
        for (Run run : new Run[] {
            emit(Map.of(), "", "--debug", "--notebook-note=password=hidden", "--notebook-note=password=hidden"),
            emit(Map.of(), "", "--debug", "--notebook-note=hidden"),
            emit(Map.of("CONTROLFEED_NOTEBOOK_NOTE", "password=hidden\npassword=hidden"), "", "--debug"),
            emit(Map.of(), "notebook-note=password=hidden\\npassword=hidden", "--debug"),
            emit(Map.of("CONTROLFEED_NOTEBOOK_PIN", "hidden"), "", "--debug"),
            emit(Map.of(), "notebook-pin=hidden", "--debug"),
            emit(Map.of(), "", "--debug", "--notebook-pni=hidden"),
        }) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .containsPattern("notebook-(note|pin|pni)|NOTEBOOK_NOTE")
                    .doesNotContain("hidden");
        }
    }
}
