package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.JsonObject;
import io.controlfeed.cli.console.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a work stands now.
 *
 * @param state in a word
 * @param whyNot why it is not ready yet, and what to do; null if it is, which it then stays
 * @param staleSince since when what is served from it hears nothing new; null if it does
 * @param held what keeps it from going on for now. It tries again, and is no less ready for that
 */
public record Health(
        String state, @Nullable String whyNot, @Nullable String staleSince, List<Held> held) {
    public Health {
        held = List.copyOf(held);
    }

    /** What keeps a work from going on; since when is null where that is not known. */
    public record Held(String what, String reason, @Nullable String since) {
        private String json() {
            return new JsonObject()
                    .put("what", what)
                    .put("reason", reason)
                    .put("since", since)
                    .toString();
        }
    }

    boolean isReady() {
        return whyNot == null;
    }

    String json() {
        return new JsonObject()
                .put("ready", isReady())
                .put("state", state)
                .put("why_not", whyNot)
                .put("stale_since", staleSince)
                .putJson("held", JsonText.array(held.stream().map(Held::json)))
                .toString();
    }
}
