package io.controlfeed.cli.feed;

import static io.controlfeed.feed.Sink.MAX_BATCH;

import io.controlfeed.cli.console.ExitCode;
import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.Surroundings;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.InvalidEventException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends the events of a stream in batches: as large as they can be, but never waiting for input with events in hand. */
public final class EventStream {
    private final EventLines lines;
    private final Emission emission;
    private final Surroundings surroundings;
    private final UnknownFields unknownFields;
    private final List<ControlEvent> batch = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();
    private boolean begun;
    private long held;
    private long differing;

    EventStream(EventLines lines, Emission emission, Surroundings surroundings) {
        this.lines = lines;
        this.emission = emission;
        this.surroundings = surroundings;
        this.unknownFields = new UnknownFields(surroundings);
    }

    /** How many of the events were in the feed before. */
    long held() {
        return held;
    }

    /** How many of those say something else there. */
    long differing() {
        return differing;
    }

    void appendAll() throws IOException {
        for (byte[] line = next(); line != null; line = next()) {
            if (!isBlank(line)) {
                gather(line);
            }
            if (batch.size() == MAX_BATCH || !lines.isReady()) {
                append();
            }
        }
        append();
    }

    private byte @Nullable [] next() throws IOException {
        try {
            return lines.next();
        } catch (EventLines.LineTooLong tooLong) {
            append();
            throw refused(lines.number() + 1, tooLong);
        }
    }

    private void gather(byte[] line) {
        try {
            batch.add(EventJson.decode(line, Instant.now()).unstamped());
            numbers.add(lines.number());
        } catch (InvalidEventException malformed) {
            append();
            throw refused(lines.number(), malformed);
        }
        unknownFields.tellOf(line, lines.number());
    }

    private Failure refused(long number, Exception cause) {
        String hint = begun
                ? "the lines before it were appended; mend this one and give the rest"
                : "nothing was appended; mend it and give the lines again";
        return new Failure(ExitCode.USAGE, "line " + number, String.valueOf(cause.getMessage()), hint, cause);
    }

    private void append() {
        if (batch.isEmpty()) {
            return;
        }
        begun = true;
        List<Emitted> emitted = emission.appendUnlessHeld(batch);
        for (int i = 0; i < emitted.size(); i++) {
            tell(numbers.get(i), emitted.get(i));
        }
        batch.clear();
        numbers.clear();
    }

    private void tell(long number, Emitted event) {
        try {
            event.outcome().orThrow();
        } catch (FeedException failed) {
            throw new Failure(
                    ExitCode.of(failed),
                    "line " + number + ": " + failed.operation(),
                    failed.reason(),
                    failed.hint() + " What was printed is in the feed, and no line after "
                            + numbers.get(numbers.size() - 1)
                            + " was read: once it is settled, give the same lines again.",
                    failed);
        }
        held += event.wasThere() ? 1 : 0;
        if (!event.differences().isEmpty()) {
            differing++;
            surroundings.warn("line " + number + ": " + event.wasThereAs() + "; it was not appended");
        }
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
