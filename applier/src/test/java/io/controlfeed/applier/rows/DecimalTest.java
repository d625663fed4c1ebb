package io.controlfeed.applier.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which numbers a double holds: those that it gives back. */
final class DecimalTest {
    private final long seed = Long.getLong("chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyDouble_isHeld_howeverItIsPrinted() {
        for (int i = 0; i < 20_000; i++) {
            double real = real();
            BigDecimal exact = new BigDecimal(real);
            // Of extreme magnitudes, older JDKs print a few doubles with a wrong last digit.
            double ordinary = random.nextDouble() * 1000;
            assertHeld(Double.toString(ordinary), ordinary);
            assertHeld(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).toString(), real);
            assertHeld(
                    exact.round(MathContext.DECIMAL64).toString(),
                    exact.round(MathContext.DECIMAL64).doubleValue());
        }
    }

    @Test
    void numbersOfAsManyDigits_thatOneDoubleHolds_areTheSame() {
        for (int i = 0; i < 20_000; i++) {
            BigDecimal number = new BigDecimal(real()).round(new MathContext(1 + random.nextInt(17)));
            BigDecimal above = number.add(number.ulp());
            Decimal one = Decimal.of(number.toString());
            Decimal next = Decimal.of(above.toString());
            if (digits(number) == digits(above) && one.isHeldByDouble() && next.isHeldByDouble()) {
                assertThat(one.value()).as("%s, seed %d", number, seed).isNotEqualTo(next.value());
            }
        }
    }

    @Test
    void numbersThatAreCutOff_areNotHeld() {
        for (String number : new String[] {
            "0.1000000000000000055", "1e309", "-1e309", "1e-330", "123456789012345678.5", "9007199254740993.0"
        }) {
            assertThat(Decimal.of(number).isHeldByDouble()).as(number).isFalse();
        }
    }

    private void assertHeld(String text, double real) {
        assertThat(Decimal.of(text).value()).as("%s, seed %d", text, seed).isEqualTo(real);
    }

    private static int digits(BigDecimal number) {
        return number.stripTrailingZeros().precision();
    }

    /** Of any magnitude, the smallest ones too. */
    private double real() {
        while (true) {
            double real = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(real)) {
                return random.nextInt(10) == 0 ? real % Double.MIN_NORMAL : real;
            }
        }
    }
}
