package io.controlfeed.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.cli.Notebook;
import io.controlfeed.cli.Patience;
import io.controlfeed.cli.Run;
import io.controlfeed.cli.console.ExitCode;
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
        assertThat(run.errLines().get(0)).startsWith("controlfeed: line 3: malformed event: event_id is '7'");
        assertThat(run.errLines().get(1))
                .isEqualTo("the lines before it were appended; mend this one and give the rest");
        assertThat(notebook.events()).extracting(ControlEvent::eventId).containsExactly("a");
    }

    @Test
    void aMalformedFirstLine_doesNotSpeakOfLinesBeforeIt() {
        Run run = from(Run.text("\n{\"type\":\"t\",\"subject\":\"s\"}\n"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines().get(0)).startsWith("controlfeed: line 2: malformed event: event_id is missing");
        assertThat(run.errLines().get(1)).isEqualTo("nothing was appended; mend it and give the lines again");
    }

    @Test
    void aFieldThatNoEventHas_isToldOnce_andLeftOut() throws IOException {
        String line = line("a", "s").strip().replace("}", ",\"tenent_id\":\"acme\",\"zzz\":1}\n");
        Run run = from(Run.text(line + line.replace("\"a\"", "\"b\"")));

        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .containsExactly(
                        "controlfeed: line 1: the field 'tenent_id' is none of an event's and was left out;"
                                + " did you mean 'tenant_id'?",
                        "controlfeed: line 1: the field 'zzz' is none of an event's and was left out");
        assertThat(notebook.events()).hasSize(2);
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
        assertThat(again.errLines())
                .containsExactly("controlfeed: 1 of the events were there already, and not appended again");
    }

    @Test
    void linesWhoseIdsAreHeldWithOtherContent_areToldByNumber_andTheRestIsAppended() throws IOException {
        Run first = from(Run.text(line("a", "s") + line("b", "s") + line("c", "s")));
        Run run = from(Run.text(line("c", "s") + line("a", "other") + line("d", "s") + line("d", "other")));

        assertThat(run.code()).isEqualTo(ExitCode.REJECTED.number());
        assertThat(run.outLines())
                .startsWith(first.outLines().get(2), first.outLines().get(0))
                .hasSize(4);
        assertThat(run.outLines().get(3)).isEqualTo(run.outLines().get(2));
        assertThat(run.errLines())
                .containsExactly(
                        "controlfeed: line 2: event 'a' was there already, as version 1, with other content (subject);"
                                + " it was not appended",
                        "controlfeed: line 4: event 'd' was there already, as version 4, with other content (subject);"
                                + " it was not appended",
                        "controlfeed: 3 of the events were there already, and not appended again",
                        "controlfeed: emit-event: events that were there already with other content: 2",
                        "the content that came first stands, and is what was printed;"
                                + " give another change another event id");
        assertThat(notebook.events()).extracting(ControlEvent::eventId).containsExactly("a", "b", "c", "d");
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
        String endless = "x".repeat(EventLines.MAX_LINE + (1 << 17));
        Run first = from(Run.text(endless));
        Run second = from(Run.text(line("a", "s") + endless));

        assertThat(first.code()).isEqualTo(2);
        assertThat(first.errLines().get(0)).contains("line 1", "longer than 1048576 bytes");
        assertThat(first.errLines().get(1)).startsWith("nothing was appended");
        assertThat(second.errLines().get(0)).contains("line 2", "longer than 1048576 bytes");
        assertThat(second.errLines().get(1)).startsWith("the lines before it were appended");
        assertThat(second.outLines()).hasSize(1);
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
