package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.FoundingTable;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scaling out and scaling in each have a signal, a threshold, a window and a step of their own. */
class Pain12SeparateThresholdsTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal CONNECTIONS = Signal.perReplica("connections", "connections");
    private static final double UP = 0.7;
    private static final double DOWN = 0.3;
    private static final Duration SECONDS = Duration.ofSeconds(30);

    /** The whole of the founding table. */
    private static ScalingSpec table() {
        return ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 10))
                .signal(GPU)
                .signal(LATENCY)
                .signal(CONNECTIONS)
                .policies(FoundingTable.of(GPU, LATENCY, CONNECTIONS))
                .build();
    }

    private static Rehearsal target(double gpu, double latency, double connections) {
        Rehearsal target = new Rehearsal(table()).ready(4);
        return target.readEach(GPU, gpu).readEach(LATENCY, latency).readEach(CONNECTIONS, connections);
    }

    @ParameterizedTest
    @CsvSource({
        // One row of the table breaches, for just its window; the last column is the window in seconds.
        "0.75, 0.3, 50, 300",
        "0.50, 0.6, 50, 30",
        "0.50, 0.3, 120, 120",
    })
    void eachRowScalesOutByItself(double gpu, double latency, double connections, int seconds) {
        Duration taken = target(gpu, latency, connections).untilChange(Duration.ofMinutes(10));

        // The GPU rule is evaluated once a minute.
        assertThat(taken).isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds + 60));
    }

    @Test
    void allRowsTogetherScaleInAndOnlyAfterTheLongestWindow() {
        Rehearsal target = target(0.2, 0.1, 10);

        Duration taken = target.untilChange(Duration.ofHours(1));

        assertThat(taken).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(31));
        assertThat(target.state().requested()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.1, 10", "0.2, 0.3, 10", "0.2, 0.1, 50"})
    void oneRowInsideItsBandKeepsTheSize(double gpu, double latency, double connections) {
        Decision decision = target(gpu, latency, connections).tickFor(Duration.ofHours(1));

        assertThat(decision.to()).as(decision.explain()).isEqualTo(4);
    }

    private static ThresholdBand band() {
        return ThresholdBand.on(GPU)
                .outAbove(UP, SECONDS)
                .inBelow(DOWN, SECONDS)
                .with(new ThresholdBand.Settings(0.8, /* consolidationMargin= */ 0));
    }

    private static int after(ThresholdBand band, int ready, double value) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 1000))
                .signal(GPU)
                .policy(band)
                .build();
        Rehearsal target = new Rehearsal(spec).ready(ready).readEach(GPU, value);
        target.untilChange(Duration.ofMinutes(2));
        return target.state().requested();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10})
    void theLargestStepOutThatIsNotTakenBackIsTheAnalyticOne(int n) {
        // After adding s to n replicas at the upper threshold each has up * n / (n + s).
        double bound = n * (UP / DOWN - 1);
        for (int s = 1; s <= 3 * n; s++) {
            boolean takenBack = after(band(), n + s, UP * n / (n + s)) < n + s;
            assertThat(takenBack).as("%d + %d", n, s).isEqualTo(s > bound + 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 40})
    void theLargestStepInThatIsTakenIsTheAnalyticOne(int n) {
        // After removing s of n replicas just below the lower threshold each has value * n / (n - s).
        double value = DOWN - 0.001;
        double bound = n * (1 - value / UP);
        int largest = (int) Math.ceil(bound) - 1;

        int removed = n - after(band().removing(new StepSize.Fixed(n)), n, value);

        assertThat(removed).isEqualTo(Math.min(largest, n - 1));
        assertThat(value * n / (n - removed)).isLessThan(UP);
        assertThat(removed + 1 >= n || value * n / (n - removed - 1) >= UP).isTrue();
    }

    @Test
    void seventyThirtyIsSafeForDoublingAndNotForTripling() {
        for (int n = 1; n <= 20; n++) {
            assertThat(after(band(), 2 * n, UP / 2)).isEqualTo(2 * n);
            assertThat(after(band(), 3 * n, UP / 3)).isLessThan(3 * n);
        }
    }
}
