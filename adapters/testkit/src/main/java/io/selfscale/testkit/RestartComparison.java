package io.selfscale.testkit;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 10 for a restart: the course of decisions with one, held against the course without.
 *
 * @param uninterrupted the decisions without a restart, one per tick
 * @param interrupted the decisions with a restart, one per tick, null for the ticks without one
 */
record RestartComparison(List<Decision> uninterrupted, List<@Nullable Decision> interrupted) {

    /**
     * Checks that the first scale-in after the restart is not earlier than without it. Says nothing once the courses
     * differ in anything else: from there on they are two different worlds.
     *
     * @param firstDown the first tick without a decision, or the one of the restart
     * @param slack ticks that a scale-in may be earlier because rules are evaluated at other ticks now
     */
    void noEarlierScaleIn(int firstDown, int slack) {
        for (int tick = firstDown; tick < interrupted.size(); tick++) {
            Decision without = uninterrupted.get(tick);
            Decision with = interrupted.get(tick);
            if (acts(without)) {
                return;
            }
            if (with != null && with.direction() == Direction.IN) {
                soonAfter(with, tick, slack);
                return;
            }
            if (with != null && acts(with)) {
                return;
            }
        }
    }

    private static boolean acts(Decision decision) {
        return decision.direction() != Direction.NONE || !decision.orders().isEmpty();
    }

    private void soonAfter(Decision scaleIn, int tick, int slack) {
        int last = tick + slack;
        for (int i = tick + 1; i <= last; i++) {
            if (i >= uninterrupted.size() || acts(uninterrupted.get(i))) {
                return;
            }
        }
        throw Invariants.broken(10, "a restart must not lead to an earlier scale-in", scaleIn);
    }

    /** Checks that not more replicas are ordered than without the restart, where the counts are the same throughout. */
    void noMoreOrdered() {
        long with = 0;
        long without = 0;
        Decision last = null;
        for (int tick = 0; tick < interrupted.size(); tick++) {
            Decision restarted = interrupted.get(tick);
            if (restarted == null) {
                without += OrderCounts.of(uninterrupted.get(tick)).starts();
                continue;
            }
            if (restarted.to() != uninterrupted.get(tick).to()) {
                return;
            }
            with += OrderCounts.of(restarted).starts();
            without += OrderCounts.of(uninterrupted.get(tick)).starts();
            last = restarted;
        }
        if (last != null && with > without) {
            throw Invariants.broken(
                    10, "a restart must not lead to more starts: " + with + " instead of " + without, last);
        }
    }
}
