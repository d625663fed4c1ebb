package io.controlfeed.feed.tck;

/** How much the suites do: little in each build, and everything with {@code -Dchaos=full}. */
final class Chaos {
    private static final boolean FULL = "full".equals(System.getProperty("chaos"));

    private Chaos() {}

    static int count(int usual, int full) {
        return FULL ? full : usual;
    }
}
