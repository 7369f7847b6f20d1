package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.Fallback;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fallback is entered and left by time, adds to the healthy signals, and overrides none of them. */
class Pain03FallbackDoesNotOscillateTest {

    private static final Signal REQUESTS = Signal.total("requests", "requests");
    private static final Signal QUEUE = Signal.total("queue", "items");
    private static final Reading FAILED = Reading.absent("connection refused");
    private static final Duration TICK = Duration.ofSeconds(5);

    private static Rehearsal target(Duration tick) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .tick(tick)
                .signal(REQUESTS)
                .signal(QUEUE)
                .policy(TargetTracking.averageValue(REQUESTS, 10).every(Duration.ZERO))
                .policy(TargetTracking.averageValue(QUEUE, 10).every(Duration.ZERO))
                .policy(Fallback.to(12, REQUESTS).after(Duration.ofMinutes(3), Duration.ofMinutes(2)))
                .build();
        // Both signals ask for four.
        return new Rehearsal(spec).ready(4).read(REQUESTS, 40).read(QUEUE, 40);
    }

    private static boolean fallsBack(Decision decision) {
        return decision.proposals().stream()
                .map(PolicyProposal::proposal)
                .anyMatch(proposal -> proposal.reason() == ReasonCode.FALLBACK && proposal instanceof Proposal.Bounds);
    }

    @Test
    void aSignalThatFailsEveryOtherTimeNeverFallsBack() {
        Rehearsal target = target(TICK);
        for (int i = 0; i < 1000; i++) {
            Decision decision =
                    target.read(REQUESTS, i % 2 == 0 ? FAILED : Reading.of(40)).tick();
            assertThat(fallsBack(decision)).as(decision.explain()).isFalse();
            assertThat(decision.to()).isEqualTo(4);
        }
    }

    @Test
    void aSignalThatFailsEveryOtherTimeDoesNotLeaveAFallbackEither() {
        Rehearsal target = target(TICK).read(REQUESTS, FAILED);
        target.tickFor(Duration.ofMinutes(4));
        target.ready(12);
        for (int i = 0; i < 1000; i++) {
            Decision decision =
                    target.read(REQUESTS, i % 2 == 0 ? Reading.of(40) : FAILED).tick();
            assertThat(fallsBack(decision)).isTrue();
            assertThat(decision.to()).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 15, 30, 60})
    void aFailureCountsByItsDurationAndNotByItsNumberOfPolls(int tickSeconds) {
        Duration tick = Duration.ofSeconds(tickSeconds);
        Rehearsal target = target(tick);
        target.tick();

        Duration taken = target.read(REQUESTS, FAILED).untilChange(Duration.ofMinutes(10));

        // The first failed poll is where it begins.
        assertThat(taken).isEqualTo(Duration.ofMinutes(3).plus(tick));
        assertThat(target.state().requested()).isEqualTo(12);
    }

    @Test
    void countsUntilTheSignalHasBeenGoodForLongEnough() {
        Rehearsal target = target(TICK).read(REQUESTS, FAILED);
        target.tickFor(Duration.ofMinutes(10));

        Duration taken = target.ready(12).read(REQUESTS, 40).untilChange(Duration.ofMinutes(10));

        assertThat(taken).isEqualTo(Duration.ofMinutes(2).plus(TICK));
        assertThat(target.state().requested()).isEqualTo(4);
    }

    @Test
    void oneOutageIsTwoChanges() {
        Rehearsal target = target(TICK);
        int changes = 0;
        for (int minute = 0; minute < 60; minute++) {
            target.read(REQUESTS, minute >= 10 && minute < 40 ? FAILED : Reading.of(40));
            for (int i = 0; i < 12; i++) {
                Decision decision = target.tick();
                changes += decision.from() == decision.to() ? 0 : 1;
                target.ready(decision.to());
            }
        }
        assertThat(changes).isEqualTo(2);
    }

    @Test
    void aHealthySignalThatWantsMoreWins() {
        Rehearsal target = target(TICK).read(REQUESTS, FAILED);
        target.tickFor(Duration.ofMinutes(5));
        assertThat(target.state().requested()).isEqualTo(12);

        Decision decision = target.ready(12).read(QUEUE, 200).tick();

        assertThat(decision.to()).isEqualTo(20);
        assertThat(fallsBack(decision)).isTrue();
    }

    @Test
    void aFallbackNeverShrinks() {
        Rehearsal target = target(TICK).ready(30).read(REQUESTS, 300).read(QUEUE, 300);
        target.tick();

        Decision decision = target.read(REQUESTS, FAILED).read(QUEUE, 10).tickFor(Duration.ofMinutes(30));

        assertThat(fallsBack(decision)).isTrue();
        assertThat(decision.to()).as(decision.explain()).isEqualTo(30);
    }

    @Test
    void timeInWhichNobodyLookedIsNoFailure() {
        Rehearsal target = target(TICK).read(REQUESTS, FAILED);
        target.tickFor(Duration.ofMinutes(1));

        target.skip(Duration.ofHours(1)).restart();

        assertThat(target.untilChange(Duration.ofMinutes(10))).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void theRecordNamesTheFallbackAsSource() {
        Rehearsal target = target(TICK).read(REQUESTS, FAILED);
        target.tickFor(Duration.ofMinutes(2));
        target.untilChange(Duration.ofMinutes(2));

        assertThat(target.tick().explain()).contains("requests_fallback", "the fallback counts", "requests has failed");
    }
}
