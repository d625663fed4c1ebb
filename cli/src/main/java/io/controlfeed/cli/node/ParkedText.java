package io.controlfeed.cli.node;

import io.controlfeed.applier.node.ParkedEntry;
import io.controlfeed.cli.console.AlignedColumns;
import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.Line;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parked events, for people and for programs. */
public final class ParkedText {
    private ParkedText() {}

    static List<String> table(List<ParkedEntry> entries) {
        return entries.isEmpty()
                ? List.of()
                : new AlignedColumns()
                        .lines(
                                List.of("EVENT ID", "STATE", "ATTEMPTS", "VERSION", "TYPE", "SUBJECT", "WHY"),
                                entries.stream().map(ParkedText::columns).toList());
    }

    private static List<String> columns(ParkedEntry entry) {
        ControlEvent event = entry.event();
        return Stream.of(
                        event.eventId(),
                        entry.state().word(),
                        String.valueOf(entry.attempts()),
                        String.valueOf(event.controlVersion()),
                        event.type(),
                        event.subjectKey().toString(),
                        entry.kind() == null ? "" : entry.kind() + ": " + Line.shortened(entry.error()))
                .map(Line::of)
                .collect(Collectors.toList());
    }

    /** All that is known of one. */
    static List<String> sheet(ParkedEntry entry) {
        ControlEvent event = entry.event();
        return new AlignedColumns()
                .lines(Stream.of(
                                List.of("event", event.eventId()),
                                List.of("state", entry.state().word()),
                                List.of("kind", Objects.toString(entry.kind(), "")),
                                List.of("error", Objects.toString(entry.error(), "")),
                                List.of("attempts", String.valueOf(entry.attempts())),
                                List.of("parked", entry.parkedAt().toString()),
                                List.of("tried", Objects.toString(entry.triedAt(), "")),
                                List.of("lane", String.valueOf(entry.lane())),
                                List.of("content", EventJson.toText(event)))
                        .filter(row -> !row.get(1).isEmpty())
                        .map(row -> List.of(row.get(0), Line.of(row.get(1))))
                        .toList());
    }

    static String json(ParkedEntry entry) {
        return new JsonObject()
                .put("event_id", entry.event().eventId())
                .put("state", entry.state().word())
                .put("kind", entry.kind())
                .put("error", entry.error())
                .put("attempts", entry.attempts())
                .put("parked_at", entry.parkedAt())
                .put("tried_at", entry.triedAt())
                .put("lane", entry.lane())
                .putJson("event", EventJson.toText(entry.event()))
                .toString();
    }
}
