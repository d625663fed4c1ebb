package io.controlfeed.applier.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as a node's tables keep them: microseconds since 1970. */
public final class Moment {
    private static final long MICROS = 1_000_000;
    private static final int NANOS_OF_A_MICRO = 1_000;

    private Moment() {}

    public static long now() {
        return micros(Instant.now());
    }

    public static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / NANOS_OF_A_MICRO);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
