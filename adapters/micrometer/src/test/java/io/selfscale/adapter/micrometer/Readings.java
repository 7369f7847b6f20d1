package io.selfscale.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;

/** Assertions about what a source read. */
final class Readings {

    private Readings() {}

    static void assertFresh(Reading reading, double value) {
        assertFresh(whole(reading), value);
    }

    static void assertFresh(Sample sample, double value) {
        assertThat(sample)
                .isInstanceOfSatisfying(
                        Sample.Fresh.class, fresh -> assertThat(fresh.value()).isCloseTo(value, within(1e-9)));
    }

    static void assertAbsent(Reading reading, String... parts) {
        assertAbsent(whole(reading), parts);
    }

    static void assertAbsent(Sample sample, String... parts) {
        assertThat(sample)
                .isInstanceOfSatisfying(
                        Sample.Absent.class,
                        absent -> assertThat(absent.reason()).contains(parts));
    }

    static Sample whole(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Whole.class);
        return ((Reading.Whole) reading).sample();
    }
}
