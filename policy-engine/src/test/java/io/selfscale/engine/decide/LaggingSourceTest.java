package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A source that always answers with what it measured a tick ago, as a scraped one does. */
class LaggingSourceTest {

    private static final Duration TICK = ofSeconds(15);
    private static final Signal LATENCY = Signal.duration("latency");

    private static Rehearsal rehearsal() {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10))
                .tick(TICK)
                .signal(LATENCY)
                .policy(ThresholdBand.on(LATENCY)
                        .outAbove(0.5, ofSeconds(30))
                        .inBelow(0.2, ofSeconds(30))
                        .by(Statistic.mean()))
                .build());
    }

    private static Reading old(double value) {
        return Reading.of(new Sample.Fresh(value, TICK));
    }

    @Test
    void fillsAWindowOfTwoTicks() {
        Rehearsal target = rehearsal().ready(2).read(LATENCY, old(0.6));
        // The window of the third tick holds what was measured between the first and the second.
        assertThat(target.untilChange(ofMinutes(5))).isEqualTo(ofSeconds(45));
    }

    @Test
    void scalesInToo() {
        Rehearsal target = rehearsal().ready(3).read(LATENCY, old(0.1));
        assertThat(target.untilChange(ofMinutes(5))).isNotNull();
        assertThat(target.ready(2).tick().to()).isEqualTo(2);
    }

    @Test
    void hasNoOpinionOnceItFallsSilent() {
        Rehearsal target = rehearsal().ready(2).read(LATENCY, old(0.6));
        Decision unused = target.tickFor(ofSeconds(30));
        Decision silent = target.read(LATENCY, Reading.absent("gone")).tick();
        assertThat(silent.to()).isEqualTo(2);
        assertThat(silent.proposals().get(0).proposal()).isInstanceOf(Proposal.Veto.class);
    }
}
