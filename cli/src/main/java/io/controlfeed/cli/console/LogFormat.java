package io.controlfeed.cli.console;

import java.util.Locale;

/** How lines on standard error are written. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** For programs: one object a line. */
    JSON;

    /** The format of this word. */
    public static LogFormat of(String word) {
        for (LogFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(word)) {
                return format;
            }
        }
        throw Failure.usage("controlfeed", "--log-format is '" + word + "': it must be text or json");
    }
}
