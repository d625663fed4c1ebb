package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.text;
import static io.controlfeed.feed.file.Events.unsynced;
import static io.controlfeed.feed.file.Events.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.controlfeed.feed.ControlEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that append at once and are killed in the middle of it. */
class KilledAppenderTest {
    @TempDir
    Path dir;

    @TempDir
    Path said;

    @Test
    void killedProcesses_loseNothingThatTheyWereToldIsIn() throws Exception {
        List<Process> appenders = new ArrayList<>();
        List<Path> outputs = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                outputs.add(said.resolve("said" + i));
                appenders.add(Appender.start(dir, outputs.get(i)));
            }
            for (int i = 0; i < 3; i++) {
                waitForLines(outputs.get(i), 100);
                appenders.get(i).destroyForcibly().waitFor();
            }
        } finally {
            appenders.forEach(Process::destroyForcibly);
        }
        List<String> acknowledged = new ArrayList<>();
        for (Path output : outputs) {
            text(output).lines().filter(line -> line.endsWith("!")).forEach(acknowledged::add);
        }

        try (FileSink sink = FileSink.open(unsynced(dir))) {
            long last = sink.append(Events.event("after")).controlVersion();
            List<ControlEvent> all = readAll(dir);
            assertThat(versions(all))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
            assertThat(ids(all)).doesNotHaveDuplicates();
            assertThat(ids(all))
                    .containsAll(acknowledged.stream()
                            .map(line -> line.replace("!", ""))
                            .toList());
        }
    }

    private static void waitForLines(Path output, int count) throws Exception {
        long start = System.nanoTime();
        while (text(output).lines().count() < count) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(30));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
