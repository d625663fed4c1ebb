package io.controlfeed.cli.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An object of the little JSON that the command writes by itself. What is null is left out. */
public final class JsonObject {
    private final StringBuilder json = new StringBuilder("{");

    public JsonObject put(String key, @Nullable String value) {
        return value == null ? this : putJson(key, JsonText.string(value));
    }

    public JsonObject put(String key, @Nullable Number value) {
        return value == null ? this : putJson(key, value.toString());
    }

    public JsonObject put(String key, @Nullable Instant value) {
        return value == null ? this : putJson(key, JsonText.string(value.toString()));
    }

    public JsonObject put(String key, boolean value) {
        return putJson(key, String.valueOf(value));
    }

    public JsonObject putJson(String key, String value) {
        json.append(json.length() == 1 ? "" : ",")
                .append(JsonText.string(key))
                .append(':')
                .append(value);
        return this;
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
