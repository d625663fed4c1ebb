package io.controlfeed.cli.feed;

import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.Output;
import io.controlfeed.feed.ArtifactRef;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints events, for programs or for people. Each call's lines are out when it returns. */
public final class EventPrinter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** Enough of a digest to tell artifacts apart at a glance. */
    private static final int DIGEST_LETTERS = "sha256:".length() + 12;

    private final AlignedColumns columns = new AlignedColumns();
    private final Output out;
    private final boolean json;

    EventPrinter(Output out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(List<ControlEvent> events) {
        if (json) {
            events.forEach(event -> out.line(EventJson.encode(event)));
        } else {
            columns.lines(events.stream().map(EventPrinter::row).toList()).forEach(out::line);
        }
        out.flush();
    }

    private static List<String> row(ControlEvent event) {
        return List.of(
                Long.toString(event.controlVersion()),
                TIME.format(event.createdAt()),
                event.type(),
                event.subjectKey().toString(),
                event.eventId(),
                digest(event.artifact()));
    }

    private static String digest(@Nullable ArtifactRef artifact) {
        return artifact == null ? "" : artifact.digest().substring(0, DIGEST_LETTERS);
    }
}
