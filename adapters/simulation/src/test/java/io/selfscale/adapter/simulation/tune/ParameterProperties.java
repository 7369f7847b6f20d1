package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class ParameterProperties {

    @Property
    void valuesStayInTheRangeAndRise(
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other,
            @ForAll Scale scale,
            @ForAll("grains") double grain) {
        double low = scale == Scale.SWITCH ? 0 : 0.05;
        double high = scale == Scale.SWITCH ? 1 : 0.95;
        Parameter parameter = new Parameter("x", scale, low, high, high, grain);
        double lower = parameter.at(Math.min(one, other));
        double higher = parameter.at(Math.max(one, other));

        assertThat(lower).isBetween(low, high).isLessThanOrEqualTo(higher);
        assertThat(higher).isBetween(low, high);
        // What was rounded once is where it is.
        assertThat(parameter.at(parameter.unit(higher))).isCloseTo(higher, within(1e-12));
    }

    @Provide
    Arbitrary<Double> grains() {
        return Arbitraries.of(0.0, 0.0005, 0.001, 0.01, 0.05);
    }

    @Property
    void whatIsBesideAValueDiffersFromIt(
            @ForAll @DoubleRange(min = 0, max = 1) double at, @ForAll @DoubleRange(min = 0.01, max = 0.5) double step) {
        Parameter parameter = new Parameter("x", Scale.LOG, 1, 100, 10, 1);
        double value = parameter.at(at);
        assertThat(parameter.beside(value, step))
                .isNotEmpty()
                .doesNotContain(value)
                .doesNotHaveDuplicates()
                .allMatch(other -> other >= 1 && other <= 100);
    }
}
