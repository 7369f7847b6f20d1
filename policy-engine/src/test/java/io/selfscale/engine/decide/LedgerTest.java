package io.selfscale.engine.decide;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.DemandSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.LastChange;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.Ticker;
import io.selfscale.testkit.FakePool;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A burst meets replicas that start slowly: with the ledger the orders follow the need, without it they run away. */
class LedgerTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final Signal RATE = Signal.perReplica("service_rate", "requests/s");
    private static final Signal LATENCY = Signal.duration("latency");

    /** Requests that one replica serves per second. */
    private static final double CAPACITY = 10;

    private static final int MOST = 40;

    private static ScalingSpec spec(boolean withDemand) {
        var builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, MOST))
                .signal(LATENCY)
                .signal(QUEUE)
                .signal(ARRIVALS)
                .signal(RATE)
                .policy(ThresholdBand.on(LATENCY).outAbove(0.5, ofSeconds(3)).inBelow(0.2, ofMinutes(5)));
        return withDemand
                ? builder.demand(new DemandSpec(ARRIVALS, QUEUE, ofSeconds(60), RATE, ofSeconds(5), 1))
                        .build()
                : builder.build();
    }

    /** What a run came to. */
    private record Outcome(int largestNeed, int largestRequested, int started, boolean drained) {}

    /** Calm, then a burst of 35 requests per second for two minutes, then calm; latency is the time the queue takes. */
    private static Outcome run(ScalingSpec spec, Duration startUp, UnaryOperator<State> between) {
        long[] nanos = new long[1];
        Ticker ticker = () -> nanos[0];
        FakePool pool = new FakePool("default", ticker, startUp).addReady(1);
        State state = State.initial(spec);
        double queue = 0;
        int largestNeed = 0;
        int largestRequested = 0;
        int started = 1;
        for (int second = 0; second < 280; second++) {
            nanos[0] = ofSeconds(second).toNanos();
            double arrivals = second >= 30 && second < 150 ? 35 : 4;
            int ready = pool.ready().size();
            queue = Math.max(0, queue + arrivals - ready * CAPACITY);
            Map<Signal, Reading> readings = new LinkedHashMap<>();
            readings.put(LATENCY, Reading.of(0.1 + queue / (ready * CAPACITY)));
            readings.put(QUEUE, Reading.of(queue));
            readings.put(ARRIVALS, Reading.of(arrivals));
            readings.put(RATE, Reading.of(CAPACITY));
            Step<State> step = Decider.decide(spec, between.apply(state), observation(nanos[0], readings, pool));
            state = step.state();
            largestRequested = Math.max(largestRequested, step.decision().to());
            largestNeed = Math.max(largestNeed, need(step.decision()));
            for (Order order : step.decision().orders()) {
                started += order instanceof Order.Start start ? start.count() : 0;
                carryOut(pool, order);
            }
        }
        return new Outcome(largestNeed, largestRequested, started, queue == 0);
    }

    private static int need(Decision decision) {
        Demand demand = decision.capacity().demand();
        return demand == null ? 0 : demand.need();
    }

    private static Observation observation(long nanos, Map<Signal, Reading> readings, FakePool pool) {
        try {
            return Observation.of(Instant.EPOCH.plusNanos(nanos), nanos, readings, pool.inventory());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void carryOut(FakePool pool, Order order) {
        try {
            pool.carryOut(order);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 60})
    void whatIsEverOrderedExceedsTheNeedByOneAtMost(int startUpSeconds) {
        Outcome outcome = run(spec(/* withDemand= */ true), ofSeconds(startUpSeconds), UnaryOperator.identity());
        assertThat(outcome.largestRequested()).isLessThanOrEqualTo(outcome.largestNeed() + 1);
        assertThat(outcome.started()).isLessThanOrEqualTo(outcome.largestNeed() + 1);
        assertThat(outcome.drained()).isTrue();
    }

    @Test
    void evenWithoutAKnownDemandAVoteWaitsForTheReplicasItOrdered() {
        Outcome outcome = run(spec(/* withDemand= */ false), ofSeconds(20), UnaryOperator.identity());
        assertThat(outcome.largestRequested())
                .as("one more per start-up and window")
                .isLessThanOrEqualTo(11);
        assertThat(outcome.drained()).isTrue();
    }

    @Test
    void withoutTheLedgerTheSameRuleRunsAway() {
        int need = run(spec(/* withDemand= */ true), ofSeconds(20), UnaryOperator.identity())
                .largestNeed();
        Outcome outcome = run(spec(/* withDemand= */ false), ofSeconds(20), LedgerTest::forgetful);
        assertThat(outcome.largestRequested()).isGreaterThan(3 * need);
        assertThat(outcome.started()).isGreaterThan(3 * need);
    }

    /** Takes away what the ledger is for: orders under way, and the wait for a change to take effect. */
    private static State forgetful(State state) {
        LastChange settled =
                state.change().pending() ? new LastChange(Direction.NONE, 0, false, 0, -1) : state.change();
        Ledger empty = new Ledger(List.of(), List.of(), state.ledger().nextOrder(), List.of());
        return new State(
                state.clock(), state.requested(), state.rings(), state.policies(), state.history(), settled, empty);
    }
}
