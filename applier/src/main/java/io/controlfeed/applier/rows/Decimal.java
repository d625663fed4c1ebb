package io.controlfeed.applier.rows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A number with a fraction or an exponent.
 *
 * @param text as it was written
 * @param value the double that holds it; NaN if none does
 */
record Decimal(String text, double value) {
    /** A double holds every number of so many digits. */
    private static final int ALWAYS_HELD = 15;

    /** Doubles of more places have fewer digits. */
    private static final int PLACES = 290;

    static Decimal of(String text) {
        double nearest = Double.parseDouble(text);
        return new Decimal(text, isHeld(new BigDecimal(text).stripTrailingZeros(), nearest) ? nearest : Double.NaN);
    }

    boolean isHeldByDouble() {
        return !Double.isNaN(value);
    }

    /** Whether the double, rounded to as many digits as the number has, is the number. */
    private static boolean isHeld(BigDecimal number, double nearest) {
        if (number.precision() <= ALWAYS_HELD && Math.abs(number.scale()) <= PLACES) {
            return true;
        }
        // Of two numbers that are equally near, one must not be taken for the other: to even, as doubles are printed.
        return Double.isFinite(nearest)
                && new BigDecimal(nearest)
                                .round(new MathContext(number.precision(), RoundingMode.HALF_EVEN))
                                .compareTo(number)
                        == 0;
    }
}
