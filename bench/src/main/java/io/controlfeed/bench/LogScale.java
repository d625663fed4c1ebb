package io.controlfeed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a ratio stands in a picture when each doubling is equally wide. There is always room for a half and for two. */
record LogScale(double least, double most, double left, double right) {
    private static final int MANY_TICKS = 8;

    static LogScale over(List<Samples> ratios, double left, double right) {
        double least = ratios.stream().mapToDouble(Samples::min).min().orElse(1);
        double most = ratios.stream().mapToDouble(Samples::max).max().orElse(1);
        return new LogScale(Math.min(0.5, least), Math.max(2, most), left, right);
    }

    double x(double ratio) {
        return left + (right - left) * Math.log(ratio / least) / Math.log(most / least);
    }

    /** Powers of two, or of ten where those would be too many. */
    List<Double> ticks() {
        List<Double> ticks = powersOf(2);
        return ticks.size() > MANY_TICKS ? powersOf(10) : ticks;
    }

    private List<Double> powersOf(int base) {
        List<Double> powers = new ArrayList<>();
        int first = (int) Math.ceil(Math.log(least) / Math.log(base) - 1e-9);
        for (int power = first; Math.pow(base, power) <= most; power++) {
            powers.add(Math.pow(base, power));
        }
        return powers;
    }

    /** As short as can be: 0.25, 1, 100. */
    static String name(double tick) {
        return tick == Math.rint(tick) ? String.format(Locale.ROOT, "%,.0f", tick) : Double.toString(tick);
    }
}
