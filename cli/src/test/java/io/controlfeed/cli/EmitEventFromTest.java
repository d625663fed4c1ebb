package io.controlfeed.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitEventFromTest {
    private Path directory = Path.of(".");
    private Notebook notebook = Notebook.in(directory);

    @BeforeEach
    void newNotebook(@TempDir Path temporary) {
        directory = temporary;
        notebook = Notebook.in(temporary);
    }

    private static String line(String id, String subject) {
        return "{\"event_id\":\"" + id + "\",\"type\":\"t\",\"subject\":\"" + subject + "\"}\n";
    }

    private Run from(InputStream in, String... more) {
        String[] args = notebook.emitting("--from=-");
        return Run.of(
                Map.of(),
                in,
                IntStream.range(0, args.length + more.length)
                        .mapToObj(i -> i < args.length ? args[i] : more[i - args.length])
                        .toArray(String[]::new));
    }

    @Test
    void linesOfAFile_areAppendedInOrder() throws IOException {
        String lines =
                IntStream.range(0, 2_500).mapToObj(i -> line("e-" + i, "s")).collect(Collectors.joining());
        Path file = Files.writeString(
                directory.resolve("events.jsonl"),
                lines + "\n   \n" + line("last", "s").strip());
        Run run = notebook.emit("--from", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(2_501);
        assertThat(notebook.events())
                .extracting(ControlEvent::eventId)
                .hasSize(2_501)
                .startsWith("e-0", "e-1")
                .endsWith("e-2499", "last");
    }

    @Test
    void aMalformedLine_stopsWithItsNumber_afterThoseBeforeIt() throws IOException {
        Run run = from(Run.text(line("a", "s") + "\n{\"event_id\":7}\n" + line("b", "s")));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.outLines()).hasSize(1);
        assertThat(run.errLines().get(0)).startsWith("controlfeed: line 3: malformed event");
        assertThat(notebook.events()).extracting(ControlEvent::eventId).containsExactly("a");
    }

    @Test
    void aLineThatTheFeedRefuses_stopsWithItsNumber_andTheKindOfTheError() throws IOException {
        Run run = from(Run.text(line("a", "s") + line("b", "trouble") + line("c", "s")), "--notebook-trouble=rejected");

        assertThat(run.code()).isEqualTo(ExitCode.REJECTED.number());
        assertThat(run.errLines().get(0)).startsWith("controlfeed: line 2: append of event 'b' to notebook: no room");
        assertThat(run.outLines()).hasSize(2);
        assertThat(notebook.events()).extracting(ControlEvent::eventId).containsExactly("a", "c");
    }

    @Test
    void linesGivenAgain_areFoundToBeThere() throws IOException {
        from(Run.text(line("a", "s") + line("b", "s")), "--notebook-trouble=forgetful");
        Run again = from(Run.text(line("b", "s") + line("c", "s")), "--notebook-trouble=forgetful");

        assertThat(again.outLines())
                .extracting(Notebook::event)
                .extracting(ControlEvent::controlVersion)
                .containsExactly(2L, 3L);
        assertThat(again.err()).contains("1 of the events were already in the feed");
    }

    @Test
    void whatTailPrinted_canBeAppendedToAnotherFeed() throws IOException {
        notebook.emit("--type=t", "--subject=s", "--event-id=a");
        Run tail = notebook.tail("--json");
        notebook = new Notebook(directory.resolve("other.txt"));
        notebook.emit("--type=t", "--subject=s", "--event-id=b");
        from(Run.text(tail.out()));

        assertThat(notebook.events()).extracting(ControlEvent::eventId).containsExactly("b", "a");
    }

    @Test
    void flagsThatDescribeAnEvent_doNotGoWithIt() {
        Run run = from(Run.text(""), "--type=t");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--from takes whole events, and --type describes one");
    }

    @Test
    void flagsOnTheCommandLine_winOverLinesFromTheEnvironment() {
        Run run = Run.of(Map.of("CONTROLFEED_FROM", "/absent"), notebook.emitting("--type=t", "--subject=s"));

        assertThat(run.code()).isZero();
    }

    @Test
    void aMissingFile_isAUsageError() {
        Run run = notebook.emit("--from", "/absent/events");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--from cannot be read", "/absent/events");
    }

    @Test
    void aLineWithoutEnd_isRefused() {
        Run run = from(Run.text("x".repeat(EventLines.MAX_LINE + (1 << 17))));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).contains("line 1", "longer than 1048576 bytes");
    }

    @Test
    void slowInput_doesNotHoldBackWhatIsThere() throws Exception {
        PipedInputStream slow = new PipedInputStream();
        CompletableFuture<Run> run;
        try (PipedOutputStream writer = new PipedOutputStream(slow)) {
            run = CompletableFuture.supplyAsync(() -> from(slow));
            writer.write((line("a", "s") + line("b", "s") + "{\"event_id\":").getBytes(UTF_8));
            writer.flush();

            Patience.until("two events are in the feed", () -> notebook.events().size() == 2);
            writer.write("\"c\",\"type\":\"t\",\"subject\":\"s\"}".getBytes(UTF_8));
        }
        assertThat(run.get(30, TimeUnit.SECONDS).outLines()).hasSize(3);
    }
}
