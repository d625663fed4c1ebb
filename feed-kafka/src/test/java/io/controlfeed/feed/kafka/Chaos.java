package io.controlfeed.feed.kafka;

import java.util.Random;

/** How much a test of faults does, little in each build and everything with {@code -Dchaos=full}, and what it chooses. */
public final class Chaos {
    private static final boolean FULL = "full".equals(System.getProperty("chaos"));

    /** A build says the same of the same commit as often as it is asked. */
    private static final long USUAL_SEED = 4;

    /** {@code -Dchaos.seed=N} repeats a run's choices; a long run makes new ones. */
    public static final long SEED =
            Long.getLong("chaos.seed", FULL || System.getProperty("soak") != null ? System.nanoTime() : USUAL_SEED);

    private Chaos() {}

    public static int count(int usual, int full) {
        return FULL ? full : usual;
    }

    /** Choices that do not depend on how many another part of the same test has made. */
    public static Random random(String part) {
        return new Random(SEED ^ part.hashCode());
    }

    /** What a run has measured; nothing fails because of it. */
    public static void report(String figures) {
        System.out.println(figures + " (-Dchaos.seed=" + SEED + ")");
    }
}
