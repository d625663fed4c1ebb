package io.controlfeed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void quantile_isAValueThatWasMeasured() {
        Samples samples = new Samples(4, 1, 3, 2);

        assertThat(samples.median()).isEqualTo(2);
        assertThat(samples.quantile(0.99)).isEqualTo(4);
        assertThat(samples.min()).isEqualTo(1);
        assertThat(samples.max()).isEqualTo(4);
    }

    @Test
    void cost_ofASlowerOne_isAboveOneWhicheverWayTheNumbersRun() {
        assertThat(Measure.rate(1).cost(new Samples(10, 20), new Samples(20, 40)))
                .isEqualTo(2);
        assertThat(Measure.micros(0.5).cost(new Samples(20, 40), new Samples(10, 20)))
                .isEqualTo(2);
    }
}
