package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Launcher.Ended;
import io.controlfeed.cli.Launcher.Started;
import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the file feed, in processes of their own. */
class FileFeedIT {
    private Path directory = Path.of(".");
    private Launcher launcher = new Launcher(directory, directory);

    @BeforeEach
    void emptyDirectory(@TempDir Path temporary) {
        directory = temporary;
        launcher = Launcher.in(temporary);
    }

    private static String[] emit(String... more) {
        return line(Stream.of("emit-event", "--feed-sink=file", "--feed-file-dir=feed"), more);
    }

    private static String[] tail(String... more) {
        return line(Stream.of("tail", "--feed-source=file", "--feed-file-dir=feed"), more);
    }

    private static String[] line(Stream<String> first, String... more) {
        return Stream.concat(first, Arrays.stream(more)).toArray(String[]::new);
    }

    private static ControlEvent onlyEvent(Ended run) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        return Notebook.event(run.out());
    }

    @Test
    void theSameId_twice_hasOneVersion() throws Exception {
        String[] command = emit("--type=t", "--subject=s", "--event-id=once");
        ControlEvent first = onlyEvent(launcher.run(command));
        Ended again = launcher.run(command);

        assertThat(first.controlVersion()).isEqualTo(1);
        assertThat(onlyEvent(again).controlVersion()).isEqualTo(1);
        assertThat(again.err())
                .isEqualTo("controlfeed: event 'once' was there already, as version 1; nothing was appended\n");
        assertThat(launcher.run(tail()).out().lines()).hasSize(1);
    }

    @Test
    void theSameId_withOtherContent_isRefused() throws Exception {
        Ended first = launcher.run(emit("--type=t", "--subject=s", "--event-id=once"));
        Ended other = launcher.run(emit("--type=t", "--subject=other", "--event-id=once"));

        assertThat(other.code()).isEqualTo(ExitCode.REJECTED.number());
        assertThat(other.out()).isEqualTo(first.out());
        assertThat(other.err()).contains("as version 1, with other content (subject); nothing was appended");
    }

    @Test
    void theSameId_fromTwoProcessesAtOnce_hasOneVersion() throws Exception {
        String[] command = emit("--type=t", "--subject=s", "--event-id=once");
        Started one = launcher.start(launcher.process(command));
        Started other = launcher.start(launcher.process(command));

        assertThat(onlyEvent(launcher.end(one)).controlVersion()).isEqualTo(1);
        assertThat(onlyEvent(launcher.end(other)).controlVersion()).isEqualTo(1);
        assertThat(launcher.run(tail()).out().lines()).hasSize(1);
    }

    @Test
    void theFeed_liesInTheUsersDirectory() throws Exception {
        Ended run = launcher.run(emit("--type=t", "--subject=s"));

        assertThat(onlyEvent(run).subject()).isEqualTo("s");
        assertThat(directory.resolve("feed")).isDirectory();
        assertThat(run.err()).contains("created a new feed");
    }

    @Test
    void tail_ofAMisspeltDirectory_saysThatNoFeedIsThere_andMakesNone() throws Exception {
        launcher.run(emit("--type=t", "--subject=s"));
        Ended run = launcher.run("tail", "--feed-source=file", "--feed-file-dir=feeed");

        assertThat(run.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(run.err()).contains("there is no feed in feeed", "Check feed-file-dir");
        assertThat(directory.resolve("feeed")).doesNotExist();
    }

    @Test
    void tail_withoutFollow_printsToTheEnd() throws Exception {
        for (String id : new String[] {"a", "b"}) {
            launcher.run(emit("--type=t", "--subject=s", "--event-id=" + id));
        }
        Ended run = launcher.run(tail("--json"));

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(Notebook::event).map(ControlEvent::eventId))
                .containsExactly("a", "b");
    }

    @Test
    void tail_withFollow_printsWhatComes_andEndsQuietlyWhenTold() throws Exception {
        launcher.run(emit("--type=t", "--subject=s", "--event-id=before"));
        Started following = launcher.start(launcher.process(tail("--follow", "--json")));
        Patience.until("the first event is printed", () -> following.prints("\"before\""));
        launcher.run(emit("--type=t", "--subject=s", "--event-id=after"));
        Patience.until("the second event is printed", () -> following.prints("\"after\""));

        following.process().destroy();
        Ended end = launcher.end(following);
        assertThat(end.code()).isEqualTo(128 + 15);
        assertThat(end.err()).isEmpty();
        assertThat(end.out().lines()).hasSize(2);
    }

    @Test
    void tail_whoseReaderHasEnough_endsQuietly() throws Exception {
        String lines = IntStream.range(0, 3_000)
                .mapToObj(i -> "{\"event_id\":\"e" + i + "\",\"type\":\"t\",\"subject\":\"s\"}\n")
                .collect(Collectors.joining());
        Files.writeString(directory.resolve("events.jsonl"), lines);
        assertThat(launcher.run(emit("--feed-file-fsync=false", "--from=events.jsonl"))
                        .out()
                        .lines())
                .hasSize(3_000);
        Ended run =
                shell("'" + launcher.script() + "' " + String.join(" ", tail("--json", "--follow")) + " | head -n 1");

        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void lettersBeyondAscii_surviveTheSimplestLocale() throws Exception {
        Ended run = shell("LC_ALL=C '" + launcher.script() + "' "
                + String.join(" ", emit("--type=t", "--subject=Käse☃", "--feed-file-fsync=false")));

        assertThat(onlyEvent(run).subject()).isEqualTo("Käse☃");
    }

    private Ended shell(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("script.sh"), script + "\n", UTF_8);
        return launcher.end(launcher.shellCommand("sh", "-u", file.toString()));
    }
}
