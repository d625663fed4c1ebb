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
        assertThat(Measure.rate(1).costs(new Samples(10, 20), new Samples(20, 40)))
                .extracting(Samples::median)
                .isEqualTo(2.0);
        assertThat(Measure.micros(0.5).costs(new Samples(20, 40), new Samples(10, 20)))
                .extracting(Samples::median)
                .isEqualTo(2.0);
    }
}
