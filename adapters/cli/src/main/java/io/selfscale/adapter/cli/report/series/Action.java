package io.selfscale.adapter.cli.report.series;

import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;
import io.selfscale.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of the requested count, or of the service level.
 *
 * @param seconds when
 * @param from replicas wanted before
 * @param to replicas wanted from then on
 * @param fromRung rung of the service level before
 * @param toRung rung of the service level from then on
 * @param decision the record of the decision; null if the policy keeps none
 */
public record Action(
        double seconds,
        int from,
        int to,
        int fromRung,
        int toRung,
        @Nullable Decision decision) {

    /** Returns the actions of a run, in order. */
    public static List<Action> of(RunRecord run) {
        List<Action> actions = new ArrayList<>();
        int requested = run.settings().initialReplicas();
        int rung = 0;
        for (TickRecord tick : run.ticks()) {
            if (tick.requested() != requested || tick.serviceLevel() != rung) {
                actions.add(new Action(
                        tick.seconds(), requested, tick.requested(), rung, tick.serviceLevel(), tick.decision()));
            }
            requested = tick.requested();
            rung = tick.serviceLevel();
        }
        return actions;
    }

    /** Returns by how many replicas the count changes, whatever the direction. */
    public int size() {
        return Math.abs(to - from);
    }
}
