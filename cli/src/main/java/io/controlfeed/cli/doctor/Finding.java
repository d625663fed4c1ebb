package io.controlfeed.cli.doctor;

import io.controlfeed.cli.console.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param what what it is about: {@code outbox}
 * @param text how it stands
 * @param advice what to do; null if it is well
 */
record Finding(
        Level level, String what, String text, @Nullable String advice) {
    enum Level {
        OK,
        WARNING,
        ERROR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what, String text) {
        return new Finding(Level.OK, what, text, null);
    }

    static Finding warning(String what, String text, String advice) {
        return new Finding(Level.WARNING, what, text, advice);
    }

    static Finding error(String what, String text, String advice) {
        return new Finding(Level.ERROR, what, text, advice);
    }

    String json() {
        return new JsonObject()
                .put("severity", level.word())
                .put("what", what)
                .put("finding", text)
                .put("advice", advice)
                .toString();
    }
}
