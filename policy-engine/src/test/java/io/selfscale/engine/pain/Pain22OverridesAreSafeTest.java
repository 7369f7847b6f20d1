package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RequestedBy;
import io.selfscale.engine.decide.World;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.ManualOverride.Kind;
import io.selfscale.policy.Signal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An override holds, survives restarts, is in every record, and ends without a jump. */
class Pain22OverridesAreSafeTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static World world(int most) {
        return new World(ScalingSpec.builder(ScalingTarget.of("vlm").replicas(1, 30))
                        .signal(WANTED)
                        .policy(new RequestedBy("wanted", WANTED))
                        .pool(PoolSpec.of("a"))
                        .limits(Limits.none()
                                .withRates(
                                        RateLimit.anyOf(RatePolicy.replicas(most, ofSeconds(10))),
                                        RateLimit.anyOf(RatePolicy.replicas(most, ofSeconds(10)))))
                        .build())
                .add("a", 5);
    }

    @Property
    void holdsAcrossRestartsAndEndsWithoutAJumpBeyondTheRate(
            @ForAll Kind kind,
            @ForAll @IntRange(min = 1, max = 30) int exact,
            @ForAll @IntRange(min = 1, max = 30) int wanted,
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll @IntRange(min = 20, max = 90) int seconds,
            @ForAll @IntRange(min = 1, max = 19) int restartAt) {
        World world = world(most).read(WANTED, wanted);
        world.announce(
                new Event.Overridden(new ManualOverride("o", kind, exact, "ada", "the sale", ofSeconds(seconds))));
        for (int second = 0; second < seconds; second++) {
            if (second == restartAt) {
                world.restart();
            }
            Decision decision = world.tick();
            check(kind, exact, decision);
            if (decision.combination().replicas() != decision.to() && kind != Kind.EXACT) {
                assertThat(decision.constraints()).isNotEmpty();
            }
        }
        int count = world.state().requested();
        for (int second = 0; second < 120; second++) {
            Decision decision = world.tick();
            assertThat(Math.abs(decision.to() - count)).as(decision.explain()).isLessThanOrEqualTo(most);
            count = decision.to();
        }
        assertThat(world.tickFor(ofMinutes(10)).to()).as("automatic again").isEqualTo(wanted);
    }

    private static void check(Kind kind, int exact, Decision decision) {
        switch (kind) {
            case PAUSE_OUT -> assertThat(decision.to()).isLessThanOrEqualTo(decision.from());
            case PAUSE_IN -> assertThat(decision.to()).isGreaterThanOrEqualTo(decision.from());
            case HOLD -> assertThat(decision.to()).isEqualTo(decision.from());
            case EXACT -> assertThat(decision.to()).isEqualTo(exact);
            case KILL_SWITCH -> {
                assertThat(decision.to()).isEqualTo(decision.from());
                assertThat(decision.orders()).isEmpty();
            }
        }
    }
}
