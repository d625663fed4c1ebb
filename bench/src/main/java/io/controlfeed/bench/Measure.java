package io.controlfeed.bench;

import java.util.function.ToDoubleFunction;

/**
 * What one round's nanoseconds are made into.
 *
 * @param unit the unit of the number
 * @param moreIsBetter whether a greater number is a smaller cost
 * @param number the number of one round
 */
record Measure(String unit, boolean moreIsBetter, ToDoubleFunction<Samples> number) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Events a second, where each piece of work takes so many of them. */
    static Measure rate(int eventsOfAPiece) {
        return new Measure("events/s", true, nanos -> eventsOfAPiece * NANOS_PER_SECOND / nanos.mean());
    }

    static Measure micros(double quantile) {
        return new Measure("µs", false, nanos -> nanos.quantile(quantile) / 1e3);
    }

    static Measure millis(double quantile) {
        return new Measure("ms", false, nanos -> nanos.quantile(quantile) / 1e6);
    }

    /** How many times the other's cost it is, round by round, whichever way the numbers run. */
    Samples costs(Samples numbers, Samples others) {
        return moreIsBetter ? others.over(numbers) : numbers.over(others);
    }
}
