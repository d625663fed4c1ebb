package io.controlfeed.cli.console;

import io.controlfeed.feed.FeedException;
import io.controlfeed.feed.InvalidEventException;
import io.controlfeed.feed.SettingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a command ends. A script can tell by the number alone what to do next. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "unexpected: output that cannot be written, or a bug; --debug shows where"),
    USAGE(2, "wrong usage, setting or event: nothing was done with it"),
    REJECTED(3, "the feed will never take this event: do not retry"),
    UNAVAILABLE(4, "the feed, outbox or node cannot be used for now; certainly not stored: try again later"),
    INDETERMINATE(5, "stored or not, nobody knows: repeat with the same --event-id"),
    GAP(6, "the feed no longer holds that position: start again from a snapshot"),
    EPOCH_CHANGED(7, "the feed was recreated: positions of the old one mean nothing"),
    FENCED(8, "another instance has taken over: stop"),
    CORRUPT(9, "the feed or a database holds something unreadable: a person has to look"),
    ENDANGERED(10, "feed check, verify, doctor or demo found that a guarantee does not hold"),
    HALTED(11, "an event cannot be applied, and the applier was told to halt then");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }

    /** The name as documents write it: {@code epoch-changed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ExitCode of(Throwable failure) {
        if (failure instanceof Failure known) {
            return known.exitCode();
        }
        if (failure instanceof FeedException feed) {
            return Arrays.stream(values())
                    .filter(code -> code.word().equals(feed.kind()))
                    .findFirst()
                    .orElse(UNEXPECTED);
        }
        return failure instanceof SettingException || failure instanceof InvalidEventException ? USAGE : UNEXPECTED;
    }

    /** Number and meaning of all, for a help text. */
    public static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            table.put(" " + code.number(), code.meaning());
        }
        return table;
    }
}
