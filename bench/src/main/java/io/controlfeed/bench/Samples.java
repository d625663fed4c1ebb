package io.controlfeed.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers that were measured, in the order in which they were measured. */
final class Samples {
    private final double[] values;
    private final double[] sorted;

    Samples(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no samples: measure at least once");
        }
        this.values = values.clone();
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** One of several like pieces of work, told its number. */
    interface Piece {
        void run(int n) throws IOException, InterruptedException;
    }

    /** Does so many pieces one after the other; each one's nanoseconds. */
    static Samples timed(int pieces, Piece piece) throws IOException, InterruptedException {
        double[] nanos = new double[pieces];
        for (int n = 0; n < pieces; n++) {
            long start = System.nanoTime();
            piece.run(n);
            nanos[n] = System.nanoTime() - start;
        }
        return new Samples(nanos);
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    double median() {
        return quantile(0.5);
    }

    double mean() {
        return DoubleStream.of(values).sum() / values.length;
    }

    /** The smallest value that at least this part of all values does not exceed. */
    double quantile(double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    /** How many times the other value each one is, round by round: what slows a whole round down cancels out. */
    Samples over(Samples other) {
        double[] ratios = new double[Math.min(values.length, other.values.length)];
        Arrays.setAll(ratios, i -> values[i] / other.values[i]);
        return new Samples(ratios);
    }

    double[] values() {
        return values.clone();
    }
}
