package io.controlfeed.artifacts;

import java.util.Random;

/** How much a test of faults does: little in each build, everything with {@code -Dchaos=full}. */
public final class Chaos {
    private static final boolean FULL = "full".equals(System.getProperty("chaos"));

    /** {@code -Dchaos.seed=N} repeats a run's choices. */
    public static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

    private Chaos() {}

    public static int count(int usual, int full) {
        return FULL ? full : usual;
    }

    public static Random random() {
        return new Random(SEED);
    }
}
