package io.selfscale.adapter.simulation.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {

    private static double[] every(double seconds, int count) {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = i * seconds;
        }
        return times;
    }

    @Test
    void countsChangesFromTheStartOn() {
        Changes changes = Changes.of(2, every(15, 5), new int[] {3, 3, 5, 5, 8});
        assertThat(changes.actions()).isEqualTo(3);
        assertThat(changes.reversals()).isZero();
        assertThat(changes.amplitude()).isNaN();
    }

    @Test
    void countsWhatIsTakenBackWithinAnHour() {
        Changes changes = Changes.of(2, every(1800, 5), new int[] {6, 5, 5, 5, 9});
        // +4, -1 after half an hour, +4 an hour and a half after that.
        assertThat(changes.actions()).isEqualTo(3);
        assertThat(changes.reversals()).isEqualTo(1);
        assertThat(changes.amplitude()).isEqualTo(1);
    }

    @Test
    void countsAReversalAfterExactlyAnHour() {
        assertThat(Changes.of(2, every(3600, 2), new int[] {3, 2}).reversals()).isEqualTo(1);
        assertThat(Changes.of(2, every(3600.001, 2), new int[] {3, 2}).reversals())
                .isZero();
    }

    @Test
    void averagesTheAmplitude() {
        Changes changes = Changes.of(2, every(15, 4), new int[] {6, 3, 8, 8});
        // +4, -3 takes 3 back; +5 takes 3 back.
        assertThat(changes.reversals()).isEqualTo(2);
        assertThat(changes.amplitude()).isEqualTo(3);
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(Changes.of(2, new double[0], new int[0]).actions()).isZero();
    }
}
