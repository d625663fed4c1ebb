package io.controlfeed.applier.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestSumTest {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final Random random = new Random(256);

    @Test
    void sums_areThoseOfBigIntegers_modulo2To256() {
        for (int i = 0; i < 20_000; i++) {
            byte[] left = number();
            byte[] right = number();
            byte[] sum = left.clone();
            DigestSum.add(sum, right);
            assertThat(value(sum)).isEqualTo(value(left).add(value(right)).mod(MODULUS));
            byte[] difference = left.clone();
            DigestSum.subtract(difference, right);
            assertThat(value(difference))
                    .isEqualTo(value(left).subtract(value(right)).mod(MODULUS));
            DigestSum.subtract(sum, right);
            assertThat(sum).isEqualTo(left);
        }
    }

    /** Many zeros and ones in a row, so that carries run far. */
    private byte[] number() {
        byte[] number = new byte[DigestSum.BYTES];
        random.nextBytes(number);
        byte filler = (byte) (random.nextBoolean() ? 0xff : 0);
        for (int i = 0; i < number.length; i++) {
            if (random.nextInt(4) != 0) {
                number[i] = filler;
            }
        }
        return number;
    }

    private static BigInteger value(byte[] number) {
        return new BigInteger(1, number);
    }
}
