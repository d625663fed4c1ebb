package io.controlfeed.feed.file;

import static io.controlfeed.feed.file.Events.event;
import static io.controlfeed.feed.file.Events.ids;
import static io.controlfeed.feed.file.Events.readAll;
import static io.controlfeed.feed.file.Events.synced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What runs inside the small file system: its arguments are what to do, and where. */
final class MountFaultScenario {
    private MountFaultScenario() {}

    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[1]);
        Path dir = disk.resolve("feed");
        switch (args[0]) {
            case "full" -> full(dir, disk.resolve("ballast"));
            case "fill" -> fill(dir);
            case "readonly" -> readOnly(dir);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println(args[0] + ": all is well");
    }

    private static void full(Path dir, Path ballast) throws Exception {
        Files.write(ballast, new byte[256 << 10]);
        List<String> acknowledged = new ArrayList<>();
        try (FileSink sink = FileSink.open(synced(dir))) {
            AppendOutcome last;
            do {
                last = sink.append(List.of(event("single" + acknowledged.size())))
                        .get(0);
                acknowledge(last, acknowledged);
            } while (last instanceof AppendOutcome.Appended);
            assertFull(last);
            assertThat(ids(readAll(dir))).containsExactlyElementsOf(acknowledged);

            Files.write(ballast, new byte[192 << 10]);
            List<ControlEvent> batch = IntStream.range(0, 40)
                    .mapToObj(i -> event("batch" + i, "subject" + i % 7))
                    .toList();
            List<AppendOutcome> outcomes = sink.append(batch);
            outcomes.forEach(outcome -> acknowledge(outcome, acknowledged));
            assertThat(outcomes.get(0)).isInstanceOf(AppendOutcome.Appended.class);
            assertFull(outcomes.stream()
                    .filter(AppendOutcome.Failed.class::isInstance)
                    .findFirst()
                    .orElseThrow());
            assertThat(ids(readAll(dir))).containsExactlyElementsOf(acknowledged);

            Files.delete(ballast);
            sink.append(batch).stream()
                    .filter(AppendOutcome.Appended.class::isInstance)
                    .forEach(outcome -> acknowledge(outcome, acknowledged));
            assertThat(acknowledged).contains("batch39");
        }
        assertThat(ids(readAll(dir))).containsExactlyElementsOf(acknowledged);
    }

    private static void fill(Path dir) {
        try (FileSink sink = FileSink.open(synced(dir))) {
            sink.append(Events.events(3));
        }
    }

    private static void readOnly(Path dir) throws Exception {
        try (FileSink sink = FileSink.open(synced(dir));
                Source source = FileSource.open(synced(dir))) {
            assertThatThrownBy(() -> sink.append(event("refused")))
                    .isInstanceOf(FeedException.Unavailable.class)
                    .hasMessageContaining("append of event 'refused'")
                    .hasMessageContaining("Read-only file system")
                    .hasMessageContaining("not mounted read-only");
            assertThat(ids(readAll(source, 0))).containsExactly("e1", "e2", "e3");
        }
    }

    private static void acknowledge(AppendOutcome outcome, List<String> acknowledged) {
        if (outcome instanceof AppendOutcome.Appended) {
            acknowledged.add(outcome.event().eventId());
        }
    }

    private static void assertFull(AppendOutcome outcome) {
        assertThat(((AppendOutcome.Failed) outcome).error())
                .isInstanceOf(FeedException.Unavailable.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Free space on the file system");
    }
}
