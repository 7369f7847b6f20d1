package io.selfscale.engine.pain;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.explain.SimulatedTarget;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pain 24: what is decided depends on how often somebody looks. Here windows are lengths of time. */
class Pain24PollPeriodTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");

    /**
     * A change of the count.
     *
     * @param at time since the beginning
     * @param to the count after it
     */
    private record Change(Duration at, int to) {}

    /** Twenty busy minutes after ten calm ones, then calm for good; the load is the same whatever the count. */
    private static double load(Duration now) {
        return now.compareTo(ofMinutes(10)) > 0 && now.compareTo(ofMinutes(30)) <= 0 ? 0.9 : 0.1;
    }

    private static List<Change> play(Duration tick) throws Exception {
        ManualTime time = new ManualTime();
        FakePool pool = new FakePool("main", time, ofMinutes(2)).addReady(2);
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(2, 8))
                .tick(tick)
                .signal(GPU)
                .policy(ThresholdBand.on(GPU)
                        .outAbove(0.70, ofMinutes(5))
                        .inBelow(0.30, ofMinutes(10))
                        .adding(new StepSize.Fixed(2)))
                .limits(Limits.none().withCooldowns(ofMinutes(1), ofMinutes(2)))
                .pool(new PoolSpec("main", ofMinutes(5), ofSeconds(30)))
                .build();
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool)
                .signal(GPU, now -> Reading.of(load(now)))
                .run(ofHours(2));
        List<Change> changes = new ArrayList<>();
        for (Decision decision : target.decisions()) {
            if (decision.from() != decision.to()) {
                changes.add(new Change(Duration.ofNanos(decision.stamp().nanos()), decision.to()));
            }
        }
        return changes;
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 60})
    void decidesTheSameHoweverOftenItLooks(int tickSeconds) throws Exception {
        Duration tick = ofSeconds(tickSeconds);
        List<Change> often = play(ofSeconds(1));
        List<Change> seldom = play(tick);

        assertThat(often).hasSizeGreaterThan(4);
        assertThat(seldom)
                .extracting(Change::to)
                .isEqualTo(often.stream().map(Change::to).toList());
        Duration between = Duration.ZERO;
        for (int i = 0; i < often.size(); i++) {
            // Each change is seen at most a tick later, and the next one counts from there.
            between = between.plus(tick).plus(tick);
            assertThat(seldom.get(i).at().minus(often.get(i).at()).abs())
                    .as("change %d, %s and %s", i, often.get(i), seldom.get(i))
                    .isLessThanOrEqualTo(between);
        }
        assertThat(seldom.get(0).at().minus(often.get(0).at()).abs()).isLessThanOrEqualTo(tick);
    }
}
