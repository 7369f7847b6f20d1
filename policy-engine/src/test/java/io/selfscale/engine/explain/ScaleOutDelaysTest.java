package io.selfscale.engine.explain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Delays whose parts are known because the world that brought them about is. */
class ScaleOutDelaysTest {

    private static final Signal GPU = Signal.ratio("gpu");
    private static final Signal QUEUE = Signal.total("queue", "requests");
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal CAPACITY = Signal.perReplica("capacity", "requests/s");
    private static final Duration NEED = ofMinutes(10);

    private final ManualTime time = new ManualTime();
    private final FakePool pool = new FakePool("main", time, ofSeconds(409)).addReady(2);

    private static ScalingSpec spec(Duration tick, ThresholdBand band, Limits limits) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .tick(tick)
                .signal(GPU)
                .policy(band)
                .limits(limits)
                .pool(new PoolSpec("main", ofMinutes(20), ofSeconds(30)))
                .build();
    }

    /** Calm until the need begins, then this; measured {@code lag} before it is read. */
    private static Function<Duration, Reading> step(double calm, double busy, Duration lag) {
        return now -> Reading.of(Sample.measured(now.minus(lag).compareTo(NEED) >= 0 ? busy : calm, lag));
    }

    private static ScaleOutDelay first(SimulatedTarget target) {
        return ScaleOutDelays.of(target.ticks(), target.spec()).get(0);
    }

    private static Saving best(ScaleOutDelay delay) {
        return Objects.requireNonNull(delay.best());
    }

    @Test
    void splitsAScaleOutOfTheFoundingTable() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).every(ofSeconds(60));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(15), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, Duration.ZERO))
                .run(ofMinutes(30));

        ScaleOutDelay delay = first(target);

        assertThat(delay.needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        // The first sample stands for the 15 s before it.
        assertThat(delay.spentOn(DelayPart.Kind.WINDOW)).isEqualTo(ofSeconds(285));
        assertThat(delay.spentOn(DelayPart.Kind.STARTUP)).isEqualTo(ofSeconds(409));
        assertThat(delay.spentOn(DelayPart.Kind.EVALUATION)).isLessThanOrEqualTo(ofSeconds(60));
        assertThat(delay.ready()).isEqualTo(delay.needed().plus(delay.total()));
        assertThat(delay.attributed()).isEqualTo(1);
        assertThat(best(delay).text()).isEqualTo("window of gpu 300 s -> 60 s would have saved 240 s");
        assertThat(delay.parts()).extracting(DelayPart::name).contains("gpu", "main: accepted", "main: starting");
    }

    @Test
    void tellsTheLagOfTheMeasurement() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(5), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, ofSeconds(20)))
                .run(ofMinutes(30));

        ScaleOutDelay delay = first(target);

        assertThat(delay.needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        assertThat(delay.spentOn(DelayPart.Kind.METRIC_LAG)).isEqualTo(ofSeconds(20));
        assertThat(delay.spentOn(DelayPart.Kind.WINDOW)).isEqualTo(ofSeconds(275));
        assertThat(delay.attributed()).isEqualTo(1);
    }

    @Test
    void namesTheConstraintThatHeldTheVoteBack() throws Exception {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .tick(ofSeconds(5))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .limits(Limits.none().withStabilization(ofMinutes(2), Duration.ZERO))
                .pool(new PoolSpec("main", ofMinutes(20), ofSeconds(30)))
                .build();
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool)
                .signal(QUEUE, step(20, 60, Duration.ZERO))
                .run(ofMinutes(25));

        ScaleOutDelay delay = first(target);

        assertThat(delay.parts().get(0))
                .isEqualTo(new DelayPart(DelayPart.Kind.CONSTRAINT, "stabilization", ofSeconds(115)));
        assertThat(delay.spentOn(DelayPart.Kind.STARTUP)).isEqualTo(ofSeconds(409));
        assertThat(delay.total()).isEqualTo(ofSeconds(115 + 409));
        assertThat(best(delay).text()).isEqualTo("stabilization-out 120 s -> 0 s would have saved 115 s");
    }

    @Test
    void tellsTheRateLimitOfTheStepsThatFollow() throws Exception {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .tick(ofSeconds(5))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .limits(Limits.none()
                        .withRates(RateLimit.anyOf(RatePolicy.replicas(1, ofMinutes(1))), RateLimit.none()))
                .pool(new PoolSpec("main", ofMinutes(20), ofSeconds(30)))
                .build();
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool)
                .signal(QUEUE, step(20, 40, Duration.ZERO))
                .run(ofMinutes(25));

        List<ScaleOutDelay> delays = ScaleOutDelays.of(target.ticks(), spec);

        assertThat(delays).extracting(ScaleOutDelay::to).containsExactly(3, 4);
        assertThat(delays.get(1).needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        assertThat(delays.get(1).parts()).contains(new DelayPart(DelayPart.Kind.CONSTRAINT, "rate-out", ofSeconds(60)));
    }

    @Test
    void tellsHowLongAPoolGaveNothing() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(1));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(5), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, Duration.ZERO));
        pool.refuseStarts("no quota left");
        target.run(ofMinutes(10 + 1 + 2));
        pool.recover();
        target.run(ofMinutes(20));

        ScaleOutDelay delay = first(target);

        assertThat(delay.spentOn(DelayPart.Kind.QUOTA)).isBetween(ofSeconds(120), ofSeconds(195));
        assertThat(delay.parts()).extracting(DelayPart::name).contains("no quota left");
        assertThat(delay.spentOn(DelayPart.Kind.STARTUP)).isEqualTo(ofSeconds(409));
        assertThat(delay.attributed()).isEqualTo(1);
        assertThat(best(delay).setting()).isEqualTo("quota");
    }

    @Test
    void tellsThatAnEarlierScaleOutWasTooSmall() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5)).adding(new StepSize.Fixed(1));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(15), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, Duration.ZERO))
                .run(ofMinutes(50));

        ScaleOutDelay second = ScaleOutDelays.of(target.ticks(), target.spec()).get(1);

        assertThat(second.needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        assertThat(second.spentOn(DelayPart.Kind.EARLIER_CHANGE)).isBetween(ofSeconds(395), ofSeconds(424));
        assertThat(second.spentOn(DelayPart.Kind.WINDOW)).isBetween(ofSeconds(570), ofSeconds(600));
        assertThat(second.attributed()).isEqualTo(1);
    }

    @Test
    void beginsWithTheDemandWhereItIsKnown() throws Exception {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .tick(ofSeconds(5))
                .signal(GPU)
                .signal(SignalSpec.optional(ARRIVALS))
                .signal(SignalSpec.optional(CAPACITY))
                .policy(ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(1)).adding(new StepSize.Fixed(4)))
                .demand(new DemandSpec(ARRIVALS, null, ofMinutes(1), CAPACITY, ofSeconds(5), 0))
                .pool(new PoolSpec("main", ofMinutes(20), ofSeconds(30)))
                .build();
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool)
                .signal(GPU, now -> Reading.of(now.compareTo(NEED.plusSeconds(100)) >= 0 ? 0.9 : 0.6))
                .signal(ARRIVALS, step(20, 60, Duration.ZERO))
                .signal(CAPACITY, now -> Reading.of(10))
                .run(ofMinutes(30));

        ScaleOutDelay delay = first(target);

        assertThat(delay.needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        assertThat(delay.spentOn(DelayPart.Kind.THRESHOLD)).isEqualTo(ofSeconds(100));
        assertThat(delay.spentOn(DelayPart.Kind.WINDOW)).isEqualTo(ofSeconds(55));
        assertThat(delay.to()).isEqualTo(6);
        assertThat(best(delay).text()).isEqualTo("threshold of gpu 70 % -> 60 % would have saved 100 s");
    }

    @Test
    void saysWhenTheRecordEndsBeforeTheReplicasAreReady() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(1));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(5), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, Duration.ZERO))
                .run(ofMinutes(13));

        ScaleOutDelay delay = first(target);

        assertThat(delay.ready()).isNull();
        assertThat(delay.total()).isEqualTo(ofMinutes(3));
        assertThat(delay.explain()).contains("2 -> 3, not ready yet 180 s after the need began (100 % attributed)");
    }

    @Test
    void tellsWhenNobodyMeasured() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(5), band, Limits.none()), time::advance, pool)
                .signal(GPU, now -> {
                    long second = now.toSeconds();
                    return second > 660 && second < 800
                            ? Reading.absent("scrape failed")
                            : Reading.of(second >= 600 ? 0.9 : 0.4);
                })
                .run(ofMinutes(40));

        ScaleOutDelay delay = first(target);

        assertThat(delay.needed()).isEqualTo(SimulatedTarget.START.plus(NEED));
        assertThat(delay.parts()).extracting(DelayPart::name).contains("gpu absent");
        assertThat(delay.attributed()).isEqualTo(1);
    }

    @Test
    void explainsInAFewLines() throws Exception {
        ThresholdBand band = ThresholdBand.on(GPU).outAbove(0.70, ofMinutes(5));
        SimulatedTarget target = new SimulatedTarget(spec(ofSeconds(15), band, Limits.none()), time::advance, pool)
                .signal(GPU, step(0.4, 0.9, Duration.ZERO))
                .run(ofMinutes(30));

        assertThat(first(target).explain()).isEqualTo("""
                2026-11-11T00:14:45Z t: 2 -> 3, ready 694 s after the need began (100 % attributed)
                      285 s   41 %  window: gpu
                    204.5 s   29 %  start-up: main: accepted
                    204.5 s   29 %  start-up: main: starting
                  setting: window of gpu 300 s -> 60 s would have saved 240 s
                  capacity: replicas of pool main kept on stand-by or ordered ahead would have saved 409 s""");
    }
}
