package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.explain.DelayPart;
import io.selfscale.engine.explain.ScaleOutDelay;
import io.selfscale.engine.explain.ScaleOutDelays;
import io.selfscale.engine.explain.SimulatedTarget;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pain 5: during a slow start load piles up, and capacity is ordered again and again (semantics section 10). */
class Pain05SlowStartTest {

    private static final Signal BUSY = Signal.ratio("busy");
    private static final Duration START_UP = ofSeconds(409);
    private static final Duration NEED = ofMinutes(5);

    private final ManualTime time = new ManualTime();
    private final FakePool pool = new FakePool("main", time, START_UP).addReady(2);
    private final SimulatedTarget target = new SimulatedTarget(
            ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                    .tick(ofSeconds(15))
                    .signal(BUSY)
                    .policy(TargetTracking.utilization(BUSY, 0.5).with(TargetTracking.Readiness.IGNORED))
                    .pool(new PoolSpec("main", ofMinutes(15), ofSeconds(30)))
                    .build(),
            time::advance,
            pool);

    /** Work for one replica at half its capacity, then three times as much. */
    private Reading busy(Duration now) {
        List<String> ready = pool.ready();
        double load = now.compareTo(NEED) >= 0 ? 3 : 1;
        Map<String, Sample> samples = new LinkedHashMap<>();
        ready.forEach(id -> samples.put(id, Sample.of(load / ready.size())));
        return Reading.byReplica(samples);
    }

    @BeforeEach
    void triplesTheLoad() throws Exception {
        target.signal(BUSY, this::busy).run(ofMinutes(40));
    }

    @Test
    void ordersWhatIsNeededOnce() {
        assertThat(pool.orders())
                .hasSize(1)
                .allSatisfy(order -> assertThat(((Order.Start) order).count()).isEqualTo(4));
        assertThat(pool.ready()).hasSize(6);
        assertThat(target.decisions())
                .allSatisfy(decision -> assertThat(decision.to()).isLessThanOrEqualTo(6));
    }

    @Test
    void tellsWhereTheTimeWent() {
        List<ScaleOutDelay> delays = ScaleOutDelays.of(target.ticks(), target.spec());

        assertThat(delays).hasSize(1);
        ScaleOutDelay delay = delays.get(0);
        assertThat(delay.attributed()).isGreaterThanOrEqualTo(0.95);
        assertThat(delay.spentOn(DelayPart.Kind.STARTUP)).isEqualTo(START_UP);
        assertThat(delay.parts()).extracting(DelayPart::name).contains("main: accepted", "main: starting");
    }
}
