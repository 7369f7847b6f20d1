package io.selfscale.engine.explain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.StepSize;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Journals of random worlds with one step of load at a known moment. */
class ScaleOutDelaysProperties {

    private static final Signal LOAD = Signal.ratio("load");
    private static final Duration NEED = ofMinutes(20);

    private static Policy<?> policy(SplittableRandom random, Duration window) {
        if (random.nextInt(4) == 0) {
            return TargetTracking.value(LOAD, 0.6).every(ofSeconds(15));
        }
        return ThresholdBand.on(LOAD)
                .outAbove(0.70, window)
                .by(random.nextBoolean() ? Statistic.sustained() : Statistic.mean())
                .adding(new StepSize.Fixed(1 + random.nextInt(3)))
                .every(random.nextBoolean() ? Duration.ZERO : ofSeconds(60));
    }

    private static Limits limits(SplittableRandom random) {
        Limits limits = Limits.none();
        if (random.nextBoolean()) {
            limits = limits.withStabilization(ofSeconds(random.nextInt(120)), Duration.ZERO);
        }
        if (random.nextInt(3) == 0) {
            limits = limits.withRates(RateLimit.anyOf(RatePolicy.replicas(1, ofMinutes(2))), RateLimit.none());
        }
        return random.nextInt(3) == 0 ? limits.withCooldowns(ofSeconds(90), Duration.ZERO) : limits;
    }

    @Property(tries = 150)
    void partsAddUpToTheTimeFromTheKnownNeedAndHaveNames(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Duration tick = ofSeconds(1 + random.nextInt(20));
        Duration lag = ofSeconds(random.nextInt(25));
        Duration startUp = ofSeconds(5 + random.nextInt(600));
        // Long enough to be covered by data that is so old.
        Duration window = lag.multipliedBy(7).plusSeconds(100 + random.nextInt(200));
        ManualTime time = new ManualTime();
        FakePool pool = new FakePool("main", time, startUp).addReady(2);
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 8))
                .tick(tick)
                .signal(LOAD)
                .policy(policy(random, window))
                .limits(limits(random))
                .pool(new PoolSpec("main", ofMinutes(20), ofSeconds(30)))
                .build();
        SimulatedTarget target = new SimulatedTarget(spec, time::advance, pool)
                .signal(
                        LOAD,
                        now -> Reading.of(Sample.measured(now.minus(lag).compareTo(NEED) >= 0 ? 0.95 : 0.55, lag)));
        boolean refuses = random.nextInt(4) == 0;
        if (refuses) {
            pool.refuseStarts("no capacity");
        }
        target.run(NEED.plus(window).plusSeconds(200));
        pool.recover();
        target.run(ofMinutes(45));

        var delays = ScaleOutDelays.of(target.ticks(), spec);

        assertThat(delays).isNotEmpty();
        for (ScaleOutDelay delay : delays) {
            assertThat(delay.attributed()).as(delay.explain()).isGreaterThanOrEqualTo(0.95);
            Duration offset = Duration.between(SimulatedTarget.START.plus(NEED), delay.needed());
            assertThat(offset.abs()).as(delay.explain()).isLessThanOrEqualTo(tick);
            if (delay.ready() != null) {
                assertThat(Duration.between(delay.needed(), delay.ready())).isEqualTo(delay.total());
                assertThat(delay.spentOn(DelayPart.Kind.STARTUP).minus(startUp).abs())
                        .as(delay.explain())
                        .isLessThanOrEqualTo(tick);
            }
        }
        ScaleOutDelay first = delays.get(0);
        assertThat(first.spentOn(DelayPart.Kind.METRIC_LAG)).isEqualTo(lag);
    }
}
