package io.controlfeed.feed.file;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A process that appends batches for ever and says of each event when it is in: its id and an exclamation mark. */
final class Appender {
    private Appender() {}

    static Process start(Path dir, Path output) throws IOException {
        return new ProcessBuilder(LockHolder.command(Appender.class, dir.toString()))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) {
        String prefix = "p" + ProcessHandle.current().pid() + "-";
        try (FileSink sink = FileSink.open(Events.unsynced(Path.of(args[0])))) {
            for (int batch = 0; ; batch++) {
                int first = batch * 5;
                List<ControlEvent> events = IntStream.range(first, first + 5)
                        .mapToObj(i -> Events.event(prefix + i))
                        .toList();
                for (AppendOutcome outcome : sink.append(events)) {
                    System.out.println(outcome.orThrow().eventId() + "!");
                }
            }
        }
    }
}
