package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.ManualOverride.Kind;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverridesTest {

    private static final Signal WANTED = Signal.total("wanted", "replicas");

    private static final ScalingSpec SPEC = ScalingSpec.builder(
                    ScalingTarget.of("vlm").replicas(2, 20))
            .signal(WANTED)
            .policy(new RequestedBy("wanted", WANTED))
            .pool(PoolSpec.of("a"))
            .limits(Limits.none()
                    .withRates(
                            RateLimit.anyOf(RatePolicy.replicas(3, ofSeconds(10))),
                            RateLimit.anyOf(RatePolicy.replicas(3, ofSeconds(10)))))
            .build();

    private static Event override(Kind kind, int replicas, @Nullable Duration length) {
        return new Event.Overridden(new ManualOverride("o", kind, replicas, "ada", "the sale", length));
    }

    private static World world(int wanted) {
        return new World(SPEC).add("a", 5).read(WANTED, wanted);
    }

    @Test
    void pausesOneDirectionOnly() {
        World world = world(9).announce(override(Kind.PAUSE_OUT, 0, null));
        Decision decision = world.tickFor(ofSeconds(30));
        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.binding()).satisfies(bound -> {
            assertThat(bound.reason()).isEqualTo(ReasonCode.OVERRIDDEN);
            assertThat(bound.detail()).isEqualTo("PAUSE_OUT by ada: the sale");
        });
        assertThat(world.read(WANTED, 3).tickFor(ofSeconds(30)).to()).isEqualTo(3);
    }

    @Test
    void setsACountWithinTheBoundsAndReplacesWhatFails() {
        World world = world(3).announce(override(Kind.EXACT, 50, null));
        assertThat(world.tickFor(ofSeconds(5)).to()).isEqualTo(20);
        world.announce(override(Kind.EXACT, 7, null)).tickFor(ofSeconds(5));
        assertThat(world.ready()).isEqualTo(7);
        world.crash().tickFor(ofSeconds(5));
        assertThat(world.ready()).as("a crashed replica is replaced").isEqualTo(7);
    }

    @Test
    void expiresIntoAutomaticWithoutAJumpBeyondTheRateLimit() {
        World world = world(15).announce(override(Kind.EXACT, 3, ofMinutes(2)));
        Decision held = world.tickFor(ofSeconds(119));
        assertThat(held.to()).isEqualTo(3);
        assertThat(Objects.requireNonNull(held.binding()).remaining()).isEqualTo(ofSeconds(2));
        int before = held.to();
        for (int second = 0; second < 60; second++) {
            Decision decision = world.tick();
            assertThat(decision.to() - before).isBetween(0, 3);
            before = decision.to();
        }
        assertThat(before).isEqualTo(15);
    }

    @Test
    void survivesARestart() {
        World world = world(9).announce(override(Kind.HOLD, 0, ofMinutes(10)));
        world.tickFor(ofSeconds(5));
        StateCodec codec = new StateCodec(SPEC);
        assertThat(codec.decode(codec.encode(world.state())).operation())
                .isEqualTo(world.state().operation());
        assertThat(world.restart().tickFor(ofMinutes(5)).to()).isEqualTo(5);
        world.announce(new Event.Lifted("o", "ada"));
        assertThat(world.tickFor(ofMinutes(1)).to()).isEqualTo(9);
    }

    @Test
    void killSwitchLeavesEverythingAsItIs() {
        World world = world(9).announce(override(Kind.KILL_SWITCH, 0, null));
        world.tick();
        world.crash();
        Decision decision = world.tickFor(ofMinutes(2));
        assertThat(decision.to()).isEqualTo(5);
        assertThat(decision.orders()).isEmpty();
        assertThat(world.ready()).as("not even a crash is answered").isEqualTo(4);
        assertThat(decision.explain()).contains("kill-switch").contains("ada: the sale");
    }
}
