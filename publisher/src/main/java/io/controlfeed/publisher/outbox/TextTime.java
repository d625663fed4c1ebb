package io.controlfeed.publisher.outbox;

import io.controlfeed.feed.InvalidEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time that is text, as SQLite keeps it: in the form that {@link Outbox} writes, or as another producer wrote it. */
final class TextTime {
    /** Where the fraction of {@code 2026-01-31T12:00:00.123Z} begins. */
    private static final int FRACTION = 20;

    private static final int NANO_DIGITS = 9;

    private TextTime() {}

    static Instant parse(String text) {
        Instant usual = ofUsualForm(text);
        if (usual != null) {
            return usual;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException inAnotherForm) {
            return ofOtherForm(text);
        }
    }

    /** By hand: {@link Instant#parse} would take half of the time in which a row is read. Null if it has another form. */
    private static @Nullable Instant ofUsualForm(String text) {
        int end = text.length() - 1;
        boolean isWhole = end == FRACTION - 1;
        boolean isFraction = end > FRACTION && end <= FRACTION + NANO_DIGITS && text.charAt(FRACTION - 1) == '.';
        if (!(isWhole || isFraction)
                || text.charAt(end) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int nano = isWhole ? 0 : number(text, FRACTION, end);
        if ((year | month | day | hour | minute | second | nano) < 0) {
            return null;
        }
        for (int digits = end - FRACTION; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nano)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    /** The digits as a number; -1 if there is anything else. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** With another offset than UTC, or as SQLite's own datetime() writes it. */
    private static Instant ofOtherForm(String text) {
        String iso = text.replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException unreadable) {
                throw new InvalidEventException(
                        null, List.of("created_at is '" + text + "': it must be a time such as 2026-01-31T12:00:00Z"));
            }
        }
    }
}
