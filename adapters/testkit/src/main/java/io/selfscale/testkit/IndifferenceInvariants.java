package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Observation;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/**
 * What must make no difference: the order of replicas and samples, what is foreign or has ended (5), and jumps of the
 * wall clock (9).
 *
 * @param <S> the state of the decision function
 */
public interface IndifferenceInvariants<S> extends InvariantSubject<S> {

    /** Invariant 5, from every state of a run. */
    @Property
    default void invariant5OrderAndForeignReplicasChangeNothing(
            @ForAll("scenarios") Scenario scenario,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 200) int foreignValue) {
        DecisionFunction<S> function = subject(scenario.setup()).function();
        ClosedLoop<S> loop = new ClosedLoop<>(new VirtualTarget(scenario), function);
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            ClosedLoop.Moment<S> plain = loop.step();
            Observation seen = plain.observation();
            Observation crowded =
                    Observations.withEndedReplicas(Observations.withForeignSamples(seen, foreignValue), foreignValue);
            List<Observation> disturbed =
                    List.of(Observations.shuffled(seen, seed), crowded, Observations.shuffled(crowded, seed));
            for (Observation other : disturbed) {
                Invariants.unaffected(
                        plain.decision(), function.decide(plain.before(), other).decision());
            }
        }
    }

    /** Invariant 9, with jumps of up to a year in either direction. */
    @Property
    default void invariant9WallClockJumpsChangeNothing(
            @ForAll("scenarios") Scenario scenario,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 1, max = Worlds.LONGEST_TICKS) Integer> ticks,
            @ForAll @LongRange(min = -31_536_000, max = 31_536_000) long jumpSeconds) {
        VirtualTarget jumpingTarget = new VirtualTarget(scenario);
        ClosedLoop<S> steady = new ClosedLoop<>(
                new VirtualTarget(scenario), subject(scenario.setup()).function());
        ClosedLoop<S> jumping =
                new ClosedLoop<>(jumpingTarget, subject(scenario.setup()).function());
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            if (ticks.contains(tick)) {
                jumpingTarget.jumpWallClock(Duration.ofSeconds(jumpSeconds));
            }
            Decision expected = steady.step().decision();
            Invariants.sameCourse(expected, jumping.step().decision());
        }
    }
}
