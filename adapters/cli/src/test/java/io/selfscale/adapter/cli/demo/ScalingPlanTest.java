package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.ReplicaPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScalingPlanTest {

    private static final TimeFactor FACTOR = TimeFactor.of(Duration.ofSeconds(90));
    private static final Instant START = Instant.parse("2026-11-11T11:11:00Z");

    @Test
    void needIsArrivalsAndBacklogOverCapacity() {
        // 37/s arrive, 100 wait and are to be gone in 20 min / 120 = 10 s: 47/s, at 10/s each.
        Demand demand = demand(37, 100);

        assertThat(demand.perSecond()).isEqualTo(47);
        assertThat(demand.capacityPerReplica()).isEqualTo(10);
        assertThat(demand.need()).isEqualTo(5);
    }

    @Test
    void needIsExactAtWholeNumbers() {
        assertThat(demand(30, 0).need()).isEqualTo(3);
    }

    @Test
    void scalesOutStepByStepAndNeverBeyondTheNeed() {
        List<Decision> decisions = decide(17, 0);

        assertThat(lastOf(decisions).to()).isEqualTo(2);
        assertThat(decisions).allSatisfy(decision -> assertThat(decision.to()).isLessThanOrEqualTo(2));
    }

    @Test
    void foundingPolicyIsTheTableInCompressedTime() {
        ScalingSpec spec = spec(PolicyChoice.FOUNDING);

        assertThat(spec.policies()).extracting(Policy::name).containsExactly("busy_share", "latency", "connections");
        assertThat(spec.policies().get(0).period()).isEqualTo(Duration.ofMillis(500));
        assertThat(spec.policies().get(0).windows())
                .extracting(window -> window.span())
                .containsExactlyInAnyOrder(Duration.ofMillis(2_500), Duration.ofSeconds(15));
    }

    @Test
    void targetTrackingHasTheLimitsOfTheHorizontalPodAutoscalerInCompressedTime() {
        ScalingSpec spec = spec(PolicyChoice.TARGET_TRACKING);

        assertThat(spec.policies()).extracting(Policy::name).containsExactly("busy_share");
        assertThat(spec.policies().get(0).period()).isEqualTo(Duration.ofMillis(125));
        assertThat(spec.limits().stabilizationIn()).isEqualTo(Duration.ofMillis(2_500));
    }

    private static Demand demand(double arrivals, double backlog) {
        return Objects.requireNonNull(
                lastOf(decide(arrivals, backlog)).capacity().demand());
    }

    private static Decision lastOf(List<Decision> decisions) {
        return decisions.get(decisions.size() - 1);
    }

    /** Two seconds of an overloaded worker with a latency of one second. */
    private static List<Decision> decide(double arrivals, double backlog) {
        ScalingSpec spec = spec(PolicyChoice.FOUNDING);
        Map<Signal, Reading> readings = Map.of(
                FrontDoorSignals.BUSY, Reading.byReplica(Map.of("w-1", Sample.of(1))),
                FrontDoorSignals.LATENCY, Reading.of(1),
                FrontDoorSignals.CONNECTIONS, Reading.of(30),
                FrontDoorSignals.ARRIVALS, Reading.of(arrivals),
                FrontDoorSignals.BACKLOG, Reading.of(backlog),
                FrontDoorSignals.CAPACITY, Reading.of(10));
        Duration age = Duration.ofMinutes(1);
        Inventory one = Inventory.of(List.of(new Replica("w-1", "workers", ReplicaState.READY, age, age, null)));
        State state = State.initial(spec);
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Duration at = ScalingPlan.TICK.multipliedBy(i);
            Step<State> step = Decider.decide(spec, state, Observation.of(START.plus(at), at.toNanos(), readings, one));
            decisions.add(step.decision());
            state = step.state();
        }
        return decisions;
    }

    private static ScalingSpec spec(PolicyChoice policy) {
        FrontDoorSignals signals =
                new FrontDoorSignals(FrontDoors::empty, trailing -> FrontDoors.IDLE, () -> 1, () -> 0);
        try (var autoscaler = ScalingPlan.of(Settings.with(policy, null), FACTOR, signals)
                .pool(new NoPool())
                .build()) {
            return autoscaler.spec();
        }
    }

    /** A pool that is never asked. */
    private record NoPool() implements ReplicaPool {

        @Override
        public String name() {
            return "workers";
        }

        @Override
        public Inventory inventory() {
            throw new AssertionError("not asked");
        }

        @Override
        public OrderOutcome carryOut(Order order) {
            throw new AssertionError("not asked");
        }
    }
}
