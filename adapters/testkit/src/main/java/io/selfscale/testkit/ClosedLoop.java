package io.selfscale.testkit;

import io.selfscale.policy.Capacity;
import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A decision function that steers a {@link VirtualTarget}, tick by tick: observe, decide, carry out. Keeps everything
 * that happened. Not safe for concurrent use.
 *
 * @param <S> the state of the decision function
 */
public final class ClosedLoop<S> {

    private final VirtualTarget target;
    private final DecisionFunction<S> function;
    private final List<Moment<S>> moments = new ArrayList<>();
    private S state;

    /**
     * One tick.
     *
     * @param before the state before
     * @param observation what was seen
     * @param truth the replicas in truth, before the orders of the decision
     * @param step what was decided, and the state after
     * @param liveAfter the replicas in truth that are ready or on their way, after the orders of the decision
     * @param <S> the state
     */
    public record Moment<S>(S before, Observation observation, Capacity truth, Step<S> step, int liveAfter) {

        /** Returns what was decided. */
        public Decision decision() {
            return step.decision();
        }

        /** Returns the replicas in truth that are ready or on their way, before the orders of the decision. */
        public int liveBefore() {
            return truth.ready() + truth.inFlight();
        }
    }

    /** Creates a loop at the initial state of a function. */
    public ClosedLoop(VirtualTarget target, DecisionFunction<S> function) {
        this(target, function, function.initialState());
    }

    /** Creates a loop that goes on from a state, as after a restart. */
    public ClosedLoop(VirtualTarget target, DecisionFunction<S> function, S state) {
        this.target = target;
        this.function = function;
        this.state = state;
    }

    /** Decides on what can be seen, carries the orders out, and moves on to the next tick. */
    public Moment<S> step() {
        return step(UnaryOperator.identity());
    }

    /** Does the same on an observation that was disturbed on its way. */
    public Moment<S> step(UnaryOperator<Observation> disturbance) {
        Moment<S> moment = decide(disturbance.apply(target.observe()), /* delivered= */ true);
        target.advance();
        return moment;
    }

    /** Decides, and loses the orders on their way to the pool, as in a crash; moves on to the next tick. */
    Moment<S> stepLosingOrders() {
        Moment<S> moment = decide(target.observe(), /* delivered= */ false);
        target.advance();
        return moment;
    }

    private Moment<S> decide(Observation observation, boolean delivered) {
        Capacity truth = target.truth();
        S before = state;
        Step<S> step = function.decide(before, observation);
        if (delivered) {
            target.carryOut(step.decision().orders());
        }
        state = step.state();
        Moment<S> moment = new Moment<>(before, observation, truth, step, target.live());
        moments.add(moment);
        return moment;
    }

    /** Does {@link #step()} so many times. */
    public ClosedLoop<S> run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            step();
        }
        return this;
    }

    /** Returns the present state. */
    public S state() {
        return state;
    }

    /** Returns the world that is steered. */
    public VirtualTarget target() {
        return target;
    }

    /** Returns what happened, in order; a view. */
    public List<Moment<S>> moments() {
        return Collections.unmodifiableList(moments);
    }

    /** Returns the decisions, in order. */
    public List<Decision> decisions() {
        return moments.stream().map(Moment::decision).toList();
    }
}
