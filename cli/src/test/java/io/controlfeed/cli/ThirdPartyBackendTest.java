package io.controlfeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook is on the class path and nowhere else: no line of the command knows it. */
class ThirdPartyBackendTest {
    @Test
    void itsSettings_areFlags_withAHelpSectionOfTheirOwn() {
        String help = Run.of("help", "emit-event").out();

        assertThat(help)
                .contains("Settings of backend 'notebook':")
                .containsPattern("--notebook-file=FILE +Where to write, 100% plain %s text\\. Must be given\\.")
                .containsPattern("--notebook-trouble=KIND +What goes wrong\\. Default: none\\.");
        assertThat(help.replaceAll("\\s+", " "))
                .contains("--notebook-note=KEY=VALUE An attribute that is added to every event. May be given several"
                        + " times.")
                .contains("--notebook-pin=DIGITS Opens the lock. A secret: give it by the environment or the file, not"
                        + " here.");
        assertThat(Run.of("help", "tail").out()).contains("--notebook-file=FILE");
    }

    @Test
    void itsFlag_withAnotherBackend_isAnErrorThatSaysSo(@TempDir Path directory) {
        Run run = Run.of("emit-event", "--notebook-file", directory + "/n", "--type=t", "--subject=s");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0))
                .isEqualTo(
                        "controlfeed: emit-event: --notebook-file is a flag of backend 'notebook', but the backend is"
                                + " 'nop'; did you mean to add --feed-sink notebook?");
    }

    @Test
    void itsSetting_fromTheEnvironment_isNotUsedByAnother() {
        Run run = Run.of(Map.of("CONTROLFEED_NOTEBOOK_FILE", "/absent"), "tail");

        assertThat(run.err()).contains("the feed is disabled").doesNotContain("notebook-file");
    }

    @Test
    void itsSetting_fromTheEnvironment_isUsedByItself(@TempDir Path directory) {
        Map<String, String> environment =
                Map.of("CONTROLFEED_NOTEBOOK_FILE", directory + "/n", "CONTROLFEED_FEED_SINK", "notebook");

        assertThat(Run.of(environment, "emit-event", "--type=t", "--subject=s").code())
                .isZero();
    }

    @Test
    void aMissingSetting_isNamed() {
        Run run = Run.of("tail", "--feed-source=notebook");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).contains("needs notebook-file=FILE");
    }

    @Test
    void backends_listsIt() {
        Run run = Run.of("backends");

        assertThat(run.outLines().get(0)).matches("NAME +CAN +WHAT IT IS");
        assertThat(run.out())
                .containsPattern("(?m)^nop +nothing +the disabled feed")
                .containsPattern("(?m)^notebook +append,poll,lookup +a feed in one text file$")
                .containsPattern(
                        "(?m)^  --notebook-file=FILE +\\(must be given\\) +where to write, 100% plain %s text$");
        assertThat(run.out()).containsPattern("(?m)^  --notebook-pin=DIGITS +\\(none\\) +opens the lock$");
        assertThat(Run.of("backends", "--json").out())
                .contains("{\"name\":\"notebook\",\"abilities\":[\"append\",\"poll\",\"lookup\"],"
                        + "\"summary\":\"a feed in one text file\",\"settings\":["
                        + "{\"key\":\"notebook-file\",\"placeholder\":\"FILE\",\"default\":null,"
                        + "\"required\":true,\"repeatable\":false,\"secret\":false,"
                        + "\"summary\":\"where to write, 100% plain %s text\"},"
                        + "{\"key\":\"notebook-trouble\",\"placeholder\":\"KIND\",\"default\":\"none\","
                        + "\"required\":false,\"repeatable\":false,\"secret\":false,"
                        + "\"summary\":\"what goes wrong\"},"
                        + "{\"key\":\"notebook-note\",\"placeholder\":\"KEY=VALUE\",\"default\":null,"
                        + "\"required\":false,\"repeatable\":true,\"secret\":false,"
                        + "\"summary\":\"an attribute that is added to every event\"},"
                        + "{\"key\":\"feed-node\",\"placeholder\":\"NAME\",\"default\":null,"
                        + "\"required\":false,\"repeatable\":false,\"secret\":false,"
                        + "\"summary\":\"who reads\"},"
                        + "{\"key\":\"notebook-pin\",\"placeholder\":\"DIGITS\",\"default\":null,"
                        + "\"required\":false,\"repeatable\":false,\"secret\":true,"
                        + "\"summary\":\"opens the lock\"}]}\n");
    }
}
