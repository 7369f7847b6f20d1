package io.selfscale.engine.decide;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.Ledger;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateClock;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Stamp;
import io.selfscale.policy.Step;
import io.selfscale.policy.View;

/**
 * Decides. The live loop, a simulator, the replay of a journal and every property test call this same function; for
 * equal arguments it gives equal results, to the last bit.
 *
 * <p>It knows no clock, does no I/O, starts no thread and throws nothing for bad data: what cannot be used is absent,
 * and absent data never scales in. Safe for concurrent use.
 */
public final class Decider implements DecisionFunction<State> {

    private final ScalingSpec spec;

    private Decider(ScalingSpec spec) {
        this.spec = spec;
    }

    /** Returns the decision function of one target. */
    public static Decider of(ScalingSpec spec) {
        return new Decider(spec);
    }

    /** Decides for the target of {@code spec}; see {@link #decide(State, Observation)}. */
    public static Step<State> decide(ScalingSpec spec, State state, Observation observation) {
        return new Decider(spec).decide(state, observation);
    }

    /** Returns what policies would see in the next decision; for those that are evaluated outside as advice. */
    public static View view(ScalingSpec spec, State state, Observation observation) {
        return Estimate.of(spec, state, observation).view();
    }

    @Override
    public State initialState() {
        return State.initial(spec);
    }

    @Override
    public Step<State> decide(State state, Observation observation) {
        Estimate estimate = Estimate.of(spec, state, observation);
        StateClock clock = state.clock().next(observation.wallTime(), estimate.nanos());
        int from = estimate.requested();

        Proposals proposals = Proposals.of(spec, state.policies(), observation.advice(), estimate.view());
        Combination combination = Combiner.combine(from, proposals.all(), spec.signals(), estimate.signals());
        Constraints constraints = Constraints.apply(spec, estimate, state.history(), combination, proposals);
        OrderPlan plan = OrderPlan.of(spec, estimate, clock, constraints.result());

        Capacity capacity = estimate.census().capacity(estimate.demand());
        Decision decision = new Decision(
                new Stamp(spec.target().name(), clock.sequence(), clock.wallTime(), clock.nanos()),
                from,
                constraints.result(),
                estimate.signals(),
                proposals.all(),
                combination,
                constraints.effects(),
                new Decision.Ordering(capacity, plan.orders()));
        return new Step<>(decision, next(state, estimate, clock, proposals, constraints, plan.ledger()));
    }

    private State next(
            State state,
            Estimate estimate,
            StateClock clock,
            Proposals proposals,
            Constraints constraints,
            Ledger ledger) {
        // An unknown first inventory decides nothing: the next one that is known counts as the first sight.
        int requested = state.requested() == State.UNKNOWN && !estimate.census().isKnown()
                ? State.UNKNOWN
                : constraints.result();
        return new State(
                clock,
                requested,
                estimate.rings(),
                proposals.states(),
                constraints.history(),
                constraints.change(),
                ledger);
    }
}
