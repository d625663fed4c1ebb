package io.controlfeed.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When what happens, and what cannot be asked for. */
class PlotTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 21, 39, 300, 2_000})
    void allOfIt_happens_inItsOrder(int events) {
        Plot plot = new Plot(events, 3, 1);

        assertThat(plot.poisonous()).isBetween(1, plot.killing() - 1);
        assertThat(plot.comeback()).isBetween(plot.killing() + 1, events - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events=19 | --events is 19: it must be 20 to 1,000,000",
                "--nodes=0 | --nodes is 0: it must be 1 to 20",
                "--rate=0/s | --rate is 0: it must be 1 to 100,000",
                "--rate=fast | --rate is 'fast': it must be a number of events in a second, such as 250/s",
                "--feed-sink=nop | --feed-sink is 'nop': it must be kafka or file",
            })
    void whatCannotBe_isSaid(String flag, String why) {
        Run run = Run.of("demo", flag);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).isEqualTo("controlfeed: demo: " + why);
    }

    @Test
    void withoutTheLauncher_itSaysHowToRunIt() {
        Run run = Run.of("demo");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(1)).contains("./controlfeed demo");
    }

    @Test
    void aDirectoryWithFiles_isNotTaken(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("precious"), "");
        assertThatThrownBy(() -> Workplace.make(directory))
                .hasMessageContaining("it must be a new or an empty directory");
    }
}
