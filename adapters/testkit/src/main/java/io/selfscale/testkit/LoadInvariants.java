package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * How the count follows the load: monotone (3), proportional where it claims to be (4), and at rest when the load is (7).
 *
 * @param <S> the state of the decision function
 */
public interface LoadInvariants<S> extends InvariantSubject<S> {

    /** Invariant 3, for all signals together and for each alone, from every state of a run. */
    @Property
    default void invariant3GreaterLoadNeverGivesFewer(
            @ForAll("scenarios") Scenario scenario, @ForAll @IntRange(min = 1, max = 300) int percentMore) {
        DecisionFunction<S> function = subject(scenario.setup()).function();
        VirtualTarget target = new VirtualTarget(scenario);
        ClosedLoop<S> loop = new ClosedLoop<>(target, function);
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            Observation greater = target.observeAt(target.load() * (1 + percentMore / 100.0) + 0.01);
            ClosedLoop.Moment<S> lesser = loop.step();
            Invariants.monotone(
                    lesser.decision(), function.decide(lesser.before(), greater).decision());
            for (Signal signal : VirtualTarget.SIGNALS) {
                Observation one = Observations.withReading(
                        lesser.observation(),
                        signal,
                        Objects.requireNonNull(greater.readings().get(signal)));
                Invariants.monotone(
                        lesser.decision(), function.decide(lesser.before(), one).decision());
            }
        }
    }

    /** Invariant 4, for functions that claim to be proportional. */
    @Property
    default void invariant4TwiceTheReplicasGiveTwiceTheCount(
            @ForAll @IntRange(min = 1, max = 40) int replicas,
            @ForAll @IntRange(min = 1, max = 100) int utilizationPercent,
            @ForAll("steadyScenarios") Scenario scenario) {
        TargetSetup setup = scenario.setup().withBounds(1, 100_000);
        if (subject(setup).isProportional()) {
            double utilization = utilizationPercent / 100.0;
            Decision single = recommendation(setup, replicas, utilization);
            Decision doubled = recommendation(setup, 2 * replicas, utilization);
            Invariants.doubles(single, doubled);
        }
    }

    /** Returns what is decided after a while, if the replicas are observed to stay as they are. */
    private Decision recommendation(TargetSetup setup, int replicas, double utilization) {
        DecisionSubject<S> subject = subject(setup);
        int ticks = setup.ticks(subject.memory()) + setup.ticks(subject.evaluationPeriod()) + 2;
        VirtualTarget target = new VirtualTarget(Scenario.steady(setup, utilization * replicas, replicas, ticks));
        Step<S> step = subject.function().decide(subject.function().initialState(), target.observe());
        for (int tick = 1; tick < ticks; tick++) {
            target.advance();
            step = subject.function().decide(step.state(), target.observe());
        }
        return step.decision();
    }

    /** Invariant 7, from any initial size. */
    @Property
    default void invariant7ConstantLoadComesToRest(@ForAll("steadyScenarios") Scenario scenario) {
        TargetSetup setup = scenario.setup();
        DecisionSubject<S> subject = subject(setup);
        int reaction = setup.ticks(subject.memory())
                + setup.ticks(subject.evaluationPeriod())
                + setup.ticks(setup.startUp())
                + 2;
        int steps = setup.max() - setup.min() + 2;
        int quiet = 2 * reaction;
        ClosedLoop<S> loop = new ClosedLoop<>(new VirtualTarget(scenario), subject.function());
        Invariants.settles(loop.run(steps * reaction + quiet).decisions(), quiet);
    }
}
