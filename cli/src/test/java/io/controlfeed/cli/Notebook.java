package io.controlfeed.cli;

import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A notebook feed in a test's directory, and the command lines that use it. */
public record Notebook(Path file) {

    public static Notebook in(Path directory) {
        return new Notebook(directory.resolve("notebook.txt"));
    }

    public Run emit(String... more) {
        return Run.of(emitting(more));
    }

    public String[] emitting(String... more) {
        return line("emit-event", "--feed-sink", more);
    }

    public Run tail(String... more) {
        return Run.of(tailing(more));
    }

    public String[] tailing(String... more) {
        return line("tail", "--feed-source", more);
    }

    private String[] line(String command, String choosing, String... more) {
        return Stream.concat(
                        Stream.of(command, choosing, "notebook", "--notebook-file", file.toString()),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    public List<ControlEvent> events() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Notebook::event).toList()
                : List.of();
    }

    public static ControlEvent event(String json) {
        return EventJson.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
