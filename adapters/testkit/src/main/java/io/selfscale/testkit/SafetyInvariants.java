package io.selfscale.testkit;

import io.selfscale.policy.Observation;
import io.selfscale.policy.Signal;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What must hold whatever is measured: the bounds (1), and no scale-in on what is absent (2) or garbage (15).
 *
 * @param <S> the state of the decision function
 */
public interface SafetyInvariants<S> extends InvariantSubject<S> {

    /** Invariant 1, from any initial size, under any load and disturbance. */
    @Property
    default void invariant1CountStaysWithinItsBounds(
            @ForAll("scenarios") Scenario scenario, @ForAll("interferences") List<Interference> interferences) {
        TargetSetup setup = scenario.setup();
        ClosedLoop<S> loop = loop(scenario);
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            var moment = disturbedStep(loop, interferences, VirtualTarget.SIGNALS);
            Invariants.bounds(setup.min(), setup.max(), moment.decision());
        }
    }

    /** Invariant 2, with required signals that come and go. */
    @Property
    default void invariant2BlindnessNeverScalesIn(
            @ForAll("scenarios") Scenario scenario, @ForAll("blindness") List<Interference> blindness) {
        Set<Signal> required = subject(scenario.setup()).required();
        ClosedLoop<S> loop = loop(scenario);
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            var moment = disturbedStep(loop, blindness, targets(required));
            Invariants.blindNeverScalesIn(scenario.setup().max(), required, moment.observation(), moment.decision());
        }
    }

    /** Invariant 15, with garbage in required signals and an inventory that cannot be read at times. */
    @Property
    default void invariant15GarbageIsNeverActedOn(
            @ForAll("scenarios") Scenario scenario, @ForAll("interferences") List<Interference> interferences) {
        Set<Signal> required = subject(scenario.setup()).required();
        ClosedLoop<S> loop = loop(scenario);
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            int now = tick;
            boolean garbage = interferences.stream().anyMatch(item -> item.isOn(now) && forbidsScaleIn(item, required));
            ClosedLoop.Moment<S> moment;
            try {
                moment = disturbedStep(loop, interferences, targets(required));
            } catch (RuntimeException e) {
                throw new AssertionError("invariant 15: bad data must not throw, but threw " + e, e);
            }
            Invariants.unknownInventoryOrdersNothing(moment.observation(), moment.decision());
            if (garbage) {
                Invariants.garbageNeverScalesIn(scenario.setup().max(), moment.decision());
            }
        }
    }

    private ClosedLoop<S> loop(Scenario scenario) {
        return new ClosedLoop<>(
                new VirtualTarget(scenario), subject(scenario.setup()).function());
    }

    private static <S> ClosedLoop.Moment<S> disturbedStep(
            ClosedLoop<S> loop, List<Interference> interferences, List<Signal> signals) {
        int tick = loop.target().tick();
        return loop.step((Observation seen) -> Interference.apply(interferences, tick, signals, seen));
    }

    /** What is disturbed: the required signals in a fixed order, or all if none is required. */
    private static List<Signal> targets(Set<Signal> required) {
        return required.isEmpty()
                ? VirtualTarget.SIGNALS
                : VirtualTarget.SIGNALS.stream().filter(required::contains).toList();
    }

    private static boolean forbidsScaleIn(Interference interference, Set<Signal> required) {
        return interference.disturbance() == Disturbance.UNKNOWN_INVENTORY
                || (!required.isEmpty() && interference.disturbance().isForbiddingScaleIn());
    }
}
