package io.selfscale.engine.decide;

import io.selfscale.engine.operation.Brownout;
import io.selfscale.engine.operation.Operation;
import io.selfscale.engine.spec.BrownoutSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateClock;
import io.selfscale.engine.supply.Packing;
import io.selfscale.policy.Capacity;
import io.selfscale.policy.Combination;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.ServiceLevel;
import io.selfscale.policy.Stamp;
import io.selfscale.policy.Step;
import io.selfscale.policy.View;
import java.util.ArrayList;
import java.util.List;

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
        Combination combination = Combiner.combine(spec, from, proposals.all(), estimate.signals());
        AskedBounds asked = AskedBounds.of(proposals.all());
        Standing standing = Standing.of(spec, state, estimate, observation.events(), asked);
        Constraints constraints =
                Constraints.apply(spec, estimate, state, standing, asked, combination, proposals.anyEvaluated());
        boolean ordersNothing =
                standing.outsideHold() || standing.overrides().newest(ManualOverride.Kind.KILL_SWITCH) != null;
        OrderPlan plan = ordersNothing
                ? OrderPlan.none(spec, estimate, clock, constraints.result())
                : OrderPlan.of(spec, estimate, clock, observation.events(), constraints.result());

        Brownout brownout = brownout(state, estimate, standing, plan, constraints);
        Capacity capacity = estimate.census().capacity(estimate.demand());
        Decision decision = new Decision(
                new Stamp(spec.target().name(), clock.sequence(), clock.wallTime(), clock.nanos()),
                from,
                constraints.result(),
                estimate.signals(),
                proposals.all(),
                combination,
                constraints.effects(),
                new Decision.Ordering(capacity, plan.orders()),
                notes(estimate, standing, constraints, plan, proposals, brownout));
        Operation operation = new Operation(
                standing.overrides(),
                standing.activation(),
                brownout,
                constraints.damping(),
                constraints.effect(),
                standing.outsideHold(),
                estimate.census().isKnown() ? plan.lacking() : state.operation().lacking());
        return new Step<>(decision, next(state, estimate, clock, proposals, constraints, plan, operation));
    }

    private Brownout brownout(
            State state, Estimate estimate, Standing standing, OrderPlan plan, Constraints constraints) {
        BrownoutSpec ladder = spec.brownout();
        if (ladder == null) {
            return Brownout.none();
        }
        return state.operation()
                .brownout()
                .next(
                        ladder,
                        estimate.current(spec, ladder.tail()),
                        standing.allowsGrowth() && hasInstantHeadroom(estimate, plan, constraints),
                        estimate.nanos());
    }

    /** Capacity that serves as soon as it is asked to is better than giving something up. */
    private boolean hasInstantHeadroom(Estimate estimate, OrderPlan plan, Constraints constraints) {
        if (constraints.result() >= spec.target().max()) {
            return false;
        }
        for (int i = 0; i < spec.pools().size(); i++) {
            PoolSpec pool = spec.pools().get(i);
            if (pool.cost().tier() == PoolSpec.StandbyTier.HOT
                    && estimate.census().present()[i] < pool.quota()
                    && !plan.ledger().isPaused(pool.name(), estimate.nanos())) {
                int[] live = estimate.census().live();
                int wanted = constraints.result() + 1;
                double money = estimate.supply().spending().allowedPerHour(spec.budget(), estimate.wallTime());
                return Packing.largest(spec, live, wanted, money, spec.budget().instanceCap()) == wanted;
            }
        }
        return false;
    }

    private Decision.Notes notes(
            Estimate estimate,
            Standing standing,
            Constraints constraints,
            OrderPlan plan,
            Proposals proposals,
            Brownout brownout) {
        List<Decision.Alarm> alarms = new ArrayList<>(plan.alarms());
        if (estimate.outside() != 0) {
            alarms.add(new Decision.Alarm(
                    ReasonCode.OUTSIDE_CHANGE,
                    "there are " + estimate.census().liveUnits() + " replicas, "
                            + (estimate.outside() > 0 ? "more" : "fewer") + " than were requested"));
        } else if (standing.outsideHold()) {
            alarms.add(new Decision.Alarm(ReasonCode.OUTSIDE_CHANGE, "held until a person lifts it"));
        }
        for (ConstraintEffect effect : constraints.effects()) {
            if (effect.reason() == ReasonCode.BOTTLENECK_ELSEWHERE) {
                alarms.add(new Decision.Alarm(effect.reason(), effect.detail()));
            }
        }
        BrownoutSpec ladder = spec.brownout();
        ServiceLevel level = ladder == null ? ServiceLevel.FULL : ladder.level(brownout.rung());
        boolean nothing = alarms.isEmpty()
                && proposals.shadows().isEmpty()
                && !level.isDegraded()
                && standing.activation().phase() == Decision.Phase.ACTIVE;
        return nothing
                ? Decision.Notes.NONE
                : new Decision.Notes(level, standing.activation().phase(), alarms, proposals.shadows());
    }

    private State next(
            State state,
            Estimate estimate,
            StateClock clock,
            Proposals proposals,
            Constraints constraints,
            OrderPlan plan,
            Operation operation) {
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
                plan.ledger(),
                estimate.supply().spending(estimate.supply().spending().at(billed(estimate, plan))),
                operation);
    }

    /** Returns what is spent per hour from now on: what is billed already, and what was just ordered. */
    private double billed(Estimate estimate, OrderPlan plan) {
        double perHour = estimate.census().perHour();
        for (Order order : plan.orders()) {
            if (order instanceof Order.Start start) {
                PoolSpec pool = spec.pool(start.pool());
                perHour += pool == null ? 0 : start.count() * pool.cost().perHour();
            }
        }
        return perHour;
    }
}
