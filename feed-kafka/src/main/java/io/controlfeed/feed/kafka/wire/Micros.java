package io.controlfeed.feed.kafka.wire;

import java.time.Instant;
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
}
