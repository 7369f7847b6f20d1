package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * How fast the count moves: within its rate, with no limiter that turns it round (6), and the same whatever the tick (8).
 *
 * @param <S> the state of the decision function
 */
public interface PaceInvariants<S> extends InvariantSubject<S> {

    /** Invariant 6, over every sliding period, across a restart. */
    @Property
    default void invariant6NoLimiterReversesAndRatesHold(
            @ForAll("scenarios") Scenario scenario,
            @ForAll @IntRange(min = 0, max = Worlds.LONGEST_TICKS) int restart) {
        DecisionSubject<S> subject = subject(scenario.setup());
        VirtualTarget target = new VirtualTarget(scenario);
        int restartedAt = restart % scenario.ticks();
        ClosedLoop<S> before = new ClosedLoop<>(target, subject.function()).run(restartedAt);
        S kept = subject.restore(subject.snapshot(before.state()));
        ClosedLoop<S> after = new ClosedLoop<>(target, subject.function(), subject.resume(kept, target.nanos()));
        after.run(scenario.ticks() - restartedAt);
        List<Decision> all = new ArrayList<>(before.decisions());
        all.addAll(after.decisions());
        all.forEach(Invariants::noLimiterReverses);
        RateBound bound = subject.rateBound();
        if (bound != null) {
            Invariants.withinRate(
                    bound, scenario.setup().min(), scenario.setup().max(), all);
        }
    }

    /**
     * Invariant 8: the same load, decided upon at two ticks, takes the same course.
     *
     * <p>The load changes once it has been followed, and not before. Amid a ramp the longer tick may have added fewer
     * replicas; where a function is at rest within a band, as threshold rules are, both may then stay where they are for
     * ever, any number of replicas apart, and neither is wrong.
     */
    @Property
    default void invariant8TheTickChangesNothing(
            @ForAll("paces") Pace pace,
            @ForAll @IntRange(min = 0, max = 120) int loadPercent,
            @ForAll @IntRange(min = 0, max = 120) int laterPercent) {
        TargetSetup fine = pace.fine();
        TargetSetup coarse = withTick(fine, pace.factor());
        int followed = (fine.max() - fine.min() + 1) * coarse.ticks(reaction(coarse));
        int later = 4 * coarse.ticks(coarse.inWindow().plus(coarse.startUp()));
        int ticks = followed + later;
        LoadProfile coarseProfile = new LoadProfile(List.of(
                new LoadProfile.Segment(fine.max() * loadPercent / 100.0, followed),
                new LoadProfile.Segment(fine.max() * laterPercent / 100.0, later)));
        LoadProfile profile = new LoadProfile(coarseProfile.segments().stream()
                .map(segment -> new LoadProfile.Segment(segment.load(), segment.ticks() * pace.factor()))
                .toList());
        List<Decision> often = course(fine, profile, ticks * pace.factor());
        List<Decision> seldom = course(coarse, coarseProfile, ticks);
        Invariants.sameCourseAtAnyTick(
                often,
                seldom,
                coarse.tick(),
                subject(coarse).evaluationPeriod().plus(subject(coarse).holding()));
    }

    /** Returns how long it takes at most until a load is followed by one change more, or by none. */
    private Duration reaction(TargetSetup setup) {
        DecisionSubject<S> subject = subject(setup);
        return subject.memory()
                .plus(subject.evaluationPeriod())
                .plus(subject.holding())
                .plus(setup.startUp())
                .plus(setup.tick().multipliedBy(2));
    }

    private List<Decision> course(TargetSetup setup, LoadProfile profile, int ticks) {
        Scenario scenario = new Scenario(setup, profile, 0, PoolConditions.ideal(setup.min()), ticks);
        return new ClosedLoop<>(new VirtualTarget(scenario), subject(setup).function())
                .run(ticks)
                .decisions();
    }

    private static TargetSetup withTick(TargetSetup setup, int factor) {
        return new TargetSetup(
                setup.min(),
                setup.max(),
                setup.tick().multipliedBy(factor),
                setup.outWindow(),
                setup.inWindow(),
                setup.startUp(),
                setup.startDeadline());
    }

    /** Returns targets with windows and start-ups that are multiples of both ticks they are tried at. */
    @Provide
    default Arbitrary<Pace> paces() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(2, 5),
                        Arbitraries.integers().between(2, 4),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as((min, width, factor, out, in, startUp) -> {
                    Duration coarse = Duration.ofSeconds(factor);
                    TargetSetup fine = new TargetSetup(
                            min,
                            min + width,
                            Duration.ofSeconds(1),
                            coarse.multipliedBy(out),
                            coarse.multipliedBy(out + in),
                            coarse.multipliedBy(startUp),
                            coarse.multipliedBy(startUp + 40L));
                    return new Pace(fine, factor);
                })
                .withoutEdgeCases();
    }

    /**
     * A target and a second tick to try it at.
     *
     * @param fine the target at its shorter tick
     * @param factor the longer tick in shorter ones, at least 2
     */
    record Pace(TargetSetup fine, int factor) {}
}
