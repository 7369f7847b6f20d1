package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Step;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * What must hold over time and restarts: replay (10), a restart that is never more eager or forgetful (10), and replicas
 * that are counted once on their way (11).
 *
 * @param <S> the state of the decision function
 */
public interface ContinuityInvariants<S> extends InvariantSubject<S> {

    /** Invariant 10: recorded states and observations give the recorded decisions again, and so does a restored state. */
    @Property
    default void invariant10ReplayGivesTheSameDecisions(
            @ForAll("scenarios") Scenario scenario,
            @ForAll("interferences") List<Interference> interferences,
            @ForAll @IntRange(min = 0, max = Worlds.LONGEST_TICKS) int restoredAt) {
        DecisionSubject<S> subject = subject(scenario.setup());
        ClosedLoop<S> loop = new ClosedLoop<>(new VirtualTarget(scenario), subject.function());
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            int now = tick;
            loop.step(seen -> Interference.apply(interferences, now, VirtualTarget.SIGNALS, seen));
        }
        // Another instance, so that what the first one might remember on the side is not there.
        DecisionFunction<S> another = subject(scenario.setup()).function();
        for (ClosedLoop.Moment<S> moment : loop.moments()) {
            Invariants.replays(
                    moment.decision(),
                    another.decide(moment.before(), moment.observation()).decision());
        }
        int first = restoredAt % scenario.ticks();
        S state = subject.restore(subject.snapshot(loop.moments().get(first).before()));
        for (ClosedLoop.Moment<S> moment : loop.moments().subList(first, scenario.ticks())) {
            Step<S> again = another.decide(state, moment.observation());
            Invariants.replays(moment.decision(), again.decision());
            state = again.state();
        }
    }

    /**
     * Invariant 10: a crash and restart at any point, with or without loss of the last orders, lead to no earlier
     * scale-in and to no replica ordered twice.
     */
    @Property
    default void invariant10RestartIsNeitherEagerNorForgetful(
            @ForAll("scenarios") Scenario scenario,
            @ForAll @IntRange(min = 0, max = Worlds.LONGEST_TICKS) int crash,
            @ForAll @IntRange(min = 0, max = 10) int ticksDown,
            @ForAll boolean ordersLost) {
        int crashedAt = crash % scenario.ticks();
        DecisionSubject<S> subject = subject(scenario.setup());
        List<Decision> uninterrupted = new ClosedLoop<>(new VirtualTarget(scenario), subject.function())
                .run(scenario.ticks())
                .decisions();

        VirtualTarget target = new VirtualTarget(scenario);
        ClosedLoop<S> before = new ClosedLoop<>(target, subject.function()).run(crashedAt);
        Decision last = (ordersLost ? before.stepLosingOrders() : before.step()).decision();
        boolean stopsLost = ordersLost && OrderCounts.of(last).stops() > 0;
        String saved = subject.snapshot(before.state());
        List<@Nullable Decision> interrupted = new ArrayList<>(before.decisions());
        for (int i = 0; i < ticksDown; i++) {
            target.advance();
            interrupted.add(null);
        }
        DecisionSubject<S> restarted = subject(scenario.setup());
        ClosedLoop<S> after = new ClosedLoop<>(
                target, restarted.function(), restarted.resume(restarted.restore(saved), target.nanos()));
        while (target.tick() < scenario.ticks()) {
            interrupted.add(after.step().decision());
        }

        List<Decision> all = new ArrayList<>(before.decisions());
        all.addAll(after.decisions());
        Invariants.uniqueOrderIds(all);
        for (ClosedLoop.Moment<S> moment : after.moments()) {
            Invariants.startsFitTheTarget(moment.decision());
            // Replicas of which the stop order was lost live on, and nobody can know before that order expires.
            if (!stopsLost) {
                Invariants.startsFitTheTarget(moment.decision(), moment.liveBefore());
            }
        }
        if (!ordersLost || last.orders().isEmpty()) {
            int ticks = Math.min(scenario.ticks(), interrupted.size());
            RestartComparison comparison = new RestartComparison(uninterrupted, interrupted.subList(0, ticks));
            comparison.noEarlierScaleIn(crashedAt + 1, scenario.setup().ticks(subject.evaluationPeriod()));
            if (isFaultless(scenario.pool(), crashedAt)) {
                comparison.noMoreOrdered();
            }
        }
    }

    /** Replacements and repeats of refused orders differ with the ticks at which somebody was there to order them. */
    private static boolean isFaultless(PoolConditions pool, int fromTick) {
        return pool.limit() == PoolConditions.UNLIMITED
                && pool.crashes().stream().noneMatch(tick -> tick >= fromTick);
    }

    /** Invariant 11, on pools that list late, drain, crash and refuse. */
    @Property
    default void invariant11ReplicasOnTheirWayAreCountedOnce(@ForAll("scenarios") Scenario scenario) {
        ClosedLoop<S> loop = new ClosedLoop<>(
                new VirtualTarget(scenario), subject(scenario.setup()).function());
        boolean unlimited = scenario.pool().limit() == PoolConditions.UNLIMITED;
        for (int tick = 0; tick < scenario.ticks(); tick++) {
            ClosedLoop.Moment<S> moment = loop.step();
            Invariants.countsEachReplicaOnce(moment.decision(), moment.liveBefore());
            Invariants.startsFitTheTarget(moment.decision());
            Invariants.startsFitTheTarget(moment.decision(), moment.liveBefore());
            if (unlimited) {
                Invariants.ordersMeetTheTarget(moment.decision(), moment.liveBefore(), moment.liveAfter());
            }
        }
        Invariants.uniqueOrderIds(loop.decisions());
    }
}
