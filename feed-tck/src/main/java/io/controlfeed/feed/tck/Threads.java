package io.controlfeed.feed.tck;

import java.util.Set;

/** The threads that lived at a moment. */
record Threads(Set<Thread> alive) {
    static Threads now() {
        return new Threads(Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** Whether no thread lives now that did not live then, but for those of the suites themselves and those that the JDK has for all. */
    boolean noOthersNow() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .allMatch(thread -> alive.contains(thread) || isOfAll(thread.getName()));
    }

    private static boolean isOfAll(String name) {
        return name.startsWith("tck: ")
                || name.equals("CompletableFutureDelayScheduler")
                || name.startsWith("ForkJoinPool.commonPool-");
    }
}
