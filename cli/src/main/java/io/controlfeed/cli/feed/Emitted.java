package io.controlfeed.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.controlfeed.cli.console.JsonText;
import io.controlfeed.feed.AppendOutcome;
import io.controlfeed.feed.ControlEvent;
import io.controlfeed.feed.EventJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event that was given.
 *
 * @param held what the feed has had under its id, if it had it and that could be read
 */
public record Emitted(AppendOutcome outcome, @Nullable ControlEvent held) {

    boolean wasThere() {
        return outcome instanceof AppendOutcome.Duplicate;
    }

    /** What the feed holds, as far as it is known; nothing if the event is not known to be in it. */
    Optional<byte[]> line() {
        if (outcome instanceof AppendOutcome.Appended) {
            return Optional.of(EventJson.encode(outcome.event()));
        }
        if (!wasThere()) {
            return Optional.empty();
        }
        return Optional.of(held == null ? idAndVersion() : EventJson.encode(held));
    }

    private byte[] idAndVersion() {
        return ("{\"event_id\":" + JsonText.string(outcome.event().eventId()) + ",\"control_version\":"
                        + outcome.event().controlVersion() + "}")
                .getBytes(UTF_8);
    }

    /** The fields in which the event differs from what was there before it. */
    List<String> differences() {
        return held == null ? List.of() : Differences.between(outcome.event(), held);
    }

    /** That it was there, for a message. */
    String wasThereAs() {
        List<String> differences = differences();
        return "event '" + outcome.event().eventId() + "' was there already, as version "
                + outcome.event().controlVersion()
                + (differences.isEmpty() ? "" : ", with other content (" + String.join(", ", differences) + ")");
    }
}
