package io.controlfeed.feed.kafka.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Avro's {@code timestamp-micros}. Every microsecond of a well-formed event fits. */
final class Micros {
    private static final long PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    private Micros() {}

    static long of(Instant time) {
        return time.getEpochSecond() * PER_SECOND + time.getNano() / 1_000;
    }

    static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000L);
    }

    /** As RFC 3339 wants it, always with six decimals. {@link Instant#toString()} takes as long as all the rest of a record. */
    static byte[] toAscii(Instant time) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        byte[] text = "0000-00-00T00:00:00.000000Z".getBytes(US_ASCII);
        digits(text, 0, 4, utc.getYear());
        digits(text, 5, 2, utc.getMonthValue());
        digits(text, 8, 2, utc.getDayOfMonth());
        digits(text, 11, 2, utc.getHour());
        digits(text, 14, 2, utc.getMinute());
        digits(text, 17, 2, utc.getSecond());
        digits(text, 20, 6, utc.getNano() / 1_000);
        return text;
    }

    private static void digits(byte[] text, int from, int count, int number) {
        int rest = number;
        for (int place = from + count - 1; place >= from; place--) {
            text[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
