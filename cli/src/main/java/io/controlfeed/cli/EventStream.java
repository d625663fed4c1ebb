package io.controlfeed.cli;

import static io.controlfeed.feed.Sink.MAX_BATCH;

import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Appends the events of a stream in batches: as large as they can be, but never waiting for input with events in hand. */
final class EventStream {
    private final EventLines lines;
    private final Emission emission;
    private final List<ControlEvent> batch = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    EventStream(EventLines lines, Emission emission) {
        this.lines = lines;
        this.emission = emission;
    }

    void appendAll() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (!isBlank(line)) {
                gather(line);
            }
            if (batch.size() == MAX_BATCH || !lines.isReady()) {
                append();
            }
        }
        append();
    }

    private void gather(byte[] line) {
        ControlEvent event;
        try {
            event = EventJson.decode(line, Instant.now());
        } catch (InvalidEventException malformed) {
            append();
            throw new Failure(
                    ExitCode.USAGE,
                    "line " + lines.number(),
                    String.valueOf(malformed.getMessage()),
                    "the lines before it were appended; mend this one and give the rest",
                    malformed);
        }
        batch.add(event.unstamped());
        numbers.add(lines.number());
    }

    private void append() {
        if (batch.isEmpty()) {
            return;
        }
        List<AppendOutcome> outcomes = emission.appendUnlessHeld(batch);
        for (int i = 0; i < outcomes.size(); i++) {
            try {
                outcomes.get(i).orThrow();
            } catch (FeedException failed) {
                throw new Failure(
                        ExitCode.of(failed),
                        "line " + numbers.get(i) + ": " + failed.operation(),
                        failed.reason(),
                        failed.hint() + " What was printed is in the feed, and no line after "
                                + numbers.get(outcomes.size() - 1)
                                + " was read: once it is settled, give the same lines again.",
                        failed);
            }
        }
        batch.clear();
        numbers.clear();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
