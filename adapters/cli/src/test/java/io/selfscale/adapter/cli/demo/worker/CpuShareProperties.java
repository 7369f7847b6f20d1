package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class CpuShareProperties {

    private static final long SECOND = 1_000_000_000;

    @Property
    void serviceTakesProcessorTimeDividedByTheShare(
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @LongRange(max = 10 * SECOND) long cpuNanos,
            @ForAll long startNanos) {
        // The job ran without interruption: it took its processor time.
        long end = startNanos + cpuNanos;
        long hold = new CpuShare(share).holdNanos(startNanos, cpuNanos, end);

        assertThat((double) (cpuNanos + hold)).isCloseTo(cpuNanos / share, within(1.0));
    }

    @Property
    void neverHoldsAJobThatAlreadyTookLonger(
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @LongRange(max = SECOND) long cpuNanos,
            @ForAll @LongRange(max = SECOND) long excessNanos,
            @ForAll long startNanos) {
        long end = startNanos + Math.round(cpuNanos / share) + excessNanos;

        assertThat(new CpuShare(share).holdNanos(startNanos, cpuNanos, end)).isZero();
    }

    @Property
    void theWholeCoreHoldsNothing(
            @ForAll @LongRange(max = SECOND) long cpuNanos, @ForAll @LongRange(max = SECOND) long waitedNanos) {
        assertThat(new CpuShare(1).holdNanos(0, cpuNanos, cpuNanos + waitedNanos))
                .isZero();
    }

    @Example
    void aFifthOfACoreTakesFiveTimesAsLong() {
        assertThat(new CpuShare(0.2).holdNanos(100, 20, 130)).isEqualTo(70);
    }

    @Example
    void refusesSharesThatAreNone() {
        for (double share : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> new CpuShare(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cpu share must be greater than 0 and at most 1 but was " + share);
        }
        assertThatThrownBy(() -> new CpuShare(1).holdNanos(0, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cpuNanos must be at least 0 but was -1");
    }
}
