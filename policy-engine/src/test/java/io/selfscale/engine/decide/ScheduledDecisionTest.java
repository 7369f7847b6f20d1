package io.selfscale.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.ExpectedPeak;
import io.selfscale.engine.policy.ReadyBy;
import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.SingleOccurrence;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Policies of the clock through the whole decision. A rehearsal starts at midnight and ticks every second. */
class ScheduledDecisionTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");

    private static ScalingSpec spec(Policy<?> policy) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 1000))
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .policy(policy)
                .build();
    }

    /** From ten to twenty minutes past midnight. */
    private static SingleOccurrence tenMinutes() {
        LocalDateTime midnight = LocalDateTime.parse("2026-11-11T00:00");
        return SingleOccurrence.of(midnight.plusMinutes(10), midnight.plusMinutes(20), ZoneOffset.UTC);
    }

    @Test
    void aFloorOfOneMoreIsHonouredAtEverySize() {
        for (int size : new int[] {1, 2, 9, 10, 11, 50, 99, 500, 999}) {
            Schedule schedule = Schedule.of("s", ScheduleWindow.floor("more", size + 1, tenMinutes()));
            Rehearsal target = new Rehearsal(spec(schedule)).ready(size).read(QUEUE, 10.0 * size);
            target.tickFor(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(target.state().requested()).isEqualTo(size);
            assertThat(target.tick().to())
                    .as("a tolerance of 10 %% swallows it elsewhere")
                    .isEqualTo(size + 1);
        }
    }

    @Test
    void aCapLowersWhatTheLoadAsksForAndLetsGoAtItsEnd() {
        Schedule schedule = Schedule.of("nights", ScheduleWindow.cap("quiet", 2, tenMinutes()));
        Rehearsal target = new Rehearsal(spec(schedule)).ready(6).read(QUEUE, 60);
        target.tickFor(Duration.ofMinutes(9));
        assertThat(target.state().requested()).isEqualTo(6);
        Decision decision = target.tickFor(Duration.ofMinutes(1));
        assertThat(decision.to()).isEqualTo(2);
        assertThat(decision.explain()).contains("at most 2, quiet until 2026-11-11 00:20");
        target.ready(2).tickFor(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(target.state().requested()).isEqualTo(2);
        assertThat(target.tick().to()).isEqualTo(6);
    }

    @Test
    void aFreezeHoldsTheCountAgainstTheLoad() {
        Schedule schedule = Schedule.of("release", ScheduleWindow.freezeIn("release", tenMinutes()));
        Rehearsal target = new Rehearsal(spec(schedule)).ready(6).read(QUEUE, 60);
        target.tickFor(Duration.ofMinutes(10));
        target.read(QUEUE, 10).tickFor(Duration.ofMinutes(9));
        assertThat(target.state().requested()).isEqualTo(6);
        assertThat(target.read(QUEUE, 80).tick().to()).isEqualTo(8);
    }

    @Test
    void aPreWarmOrdersOnceAndSurvivesARestart() {
        ReadyBy policy = ReadyBy.of("sale", new ExpectedPeak.Replicas(16), tenMinutes());
        ScalingSpec spec = spec(policy);
        Rehearsal target = new Rehearsal(spec).ready(2).read(QUEUE, 20);
        Duration taken = target.untilChange(Duration.ofMinutes(10));
        Duration startup = spec.pools().get(0).startup().quantile(0.95);
        assertThat(taken).isEqualTo(Duration.ofMinutes(9).minus(startup));
        assertThat(target.state().requested()).isEqualTo(8);
        StateCodec codec = new StateCodec(spec);
        target.state(codec.decode(codec.encode(target.state()))).restart();
        assertThat(target.tickFor(Duration.ofMinutes(1)).to()).isEqualTo(8);
        assertThat(target.read(QUEUE, Reading.absent("down")).tick().to()).isEqualTo(8);
    }
}
