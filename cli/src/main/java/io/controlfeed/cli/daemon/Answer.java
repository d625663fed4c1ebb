package io.controlfeed.cli.daemon;

import io.controlfeed.cli.console.Failure;
import io.controlfeed.cli.console.JsonObject;
import java.util.Map;

/** What is sent back for a request. */
record Answer(int status, String type, String body, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=utf-8";

    static Answer json(int status, String object) {
        return new Answer(status, JSON, object + "\n", Map.of());
    }

    static Answer text(String type, String text) {
        return new Answer(200, type, text, Map.of());
    }

    /** That it was not done, why, and what to do. */
    static Answer refusal(int status, String reason, String hint) {
        return json(
                status, new JsonObject().put("error", reason).put("hint", hint).toString());
    }

    static Answer of(Failure failure) {
        int status = switch (failure.exitCode()) {
            case USAGE, REJECTED -> 400;
            case UNAVAILABLE, INDETERMINATE -> 503;
            default -> 500;
        };
        return refusal(status, failure.operation() + ": " + failure.reason(), failure.hint());
    }

    Answer with(String header, String value) {
        return new Answer(status, type, body, Map.of(header, value));
    }
}
