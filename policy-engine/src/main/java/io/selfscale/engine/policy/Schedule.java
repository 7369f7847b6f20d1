package io.selfscale.engine.policy;

import io.selfscale.engine.schedule.OpenWindow;
import io.selfscale.engine.schedule.ScheduleConflict;
import io.selfscale.engine.schedule.ScheduleEffect;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds or freezes the size at times known in advance (semantics section 13). Of several open windows the greatest
 * floor and the least cap apply; an exact value beats both, the one defined last among several; a freeze forbids its
 * direction, within what the bounds say. Windows that contradict each other are refused by the constructor.
 *
 * <p>What applies is a function of the wall-clock time alone, so that a start which nobody saw (the process was down) is
 * made up for if the window is still open. Immutable. Runs inside the decision function.
 *
 * @param name name in records
 * @param plan the windows, at least one, in order of definition; copied
 */
public record Schedule(String name, List<ScheduleWindow> plan) implements StatelessPolicy {

    public Schedule {
        plan = List.copyOf(plan);
        if (plan.isEmpty()) {
            throw new IllegalArgumentException("schedule " + name + " needs at least one window");
        }
        Set<String> names = new HashSet<>();
        for (ScheduleWindow window : plan) {
            if (!names.add(window.name())) {
                throw new IllegalArgumentException("the windows of schedule " + name
                        + " must have different names but two are called " + window.name());
            }
        }
        ScheduleConflict conflict = ScheduleConflict.in(plan);
        if (conflict != null) {
            throw new IllegalArgumentException(
                    "the windows of schedule " + name + " must not contradict each other but " + conflict.describe());
        }
    }

    /** Returns a schedule of windows. */
    public static Schedule of(String name, ScheduleWindow... windows) {
        return new Schedule(name, List.of(windows));
    }

    @Override
    public Set<SignalWindow> windows() {
        return Set.of();
    }

    @Override
    public boolean isPure() {
        return true;
    }

    @Override
    public Proposal propose(View view) {
        if (!WallTime.isPlausible(view.wallTime())) {
            return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "the wall clock reads " + view.wallTime());
        }
        ScheduleEffect effect = ScheduleEffect.at(plan, view.wallTime());
        if (effect.hasBounds()) {
            return bounds(effect, view.requested());
        }
        OpenWindow freezeIn = effect.freezeIn();
        OpenWindow freezeOut = effect.freezeOut();
        if (freezeIn != null && freezeOut != null) {
            int requested = view.requested();
            return new Proposal.Bounds(
                    requested,
                    requested,
                    /* urgent= */ false,
                    ReasonCode.SCHEDULE_FREEZE,
                    List.of(),
                    effect.describe());
        }
        if (freezeIn != null) {
            return veto(Direction.IN, effect);
        }
        if (freezeOut != null) {
            return veto(Direction.OUT, effect);
        }
        return Proposal.abstain(ReasonCode.OUTSIDE_SCHEDULE, "");
    }

    /** Numbers are more explicit than a freeze: it keeps the count where it is as far as they allow. */
    private static Proposal bounds(ScheduleEffect effect, int requested) {
        OpenWindow exact = effect.exact();
        OpenWindow floored = exact == null ? effect.floor() : exact;
        OpenWindow capped = exact == null ? effect.cap() : exact;
        int floor = floored == null ? 0 : floored.value();
        int cap = capped == null ? Integer.MAX_VALUE : capped.value();
        // The constructor has refused contradictions; should one have been missed, the capacity is what was promised.
        cap = Math.max(floor, cap);
        int present = Math.max(floor, Math.min(requested, cap));
        ReasonCode reason = exact != null
                ? ReasonCode.SCHEDULE_EXACT
                : floored != null ? ReasonCode.SCHEDULE_FLOOR : ReasonCode.SCHEDULE_CAP;
        boolean urgent = floored != null && floored.window().urgent();
        return new Proposal.Bounds(
                effect.freezeIn() == null ? floor : present,
                effect.freezeOut() == null ? cap : present,
                urgent,
                reason,
                List.of(),
                effect.describe());
    }

    private static Proposal veto(Direction direction, ScheduleEffect effect) {
        return new Proposal.Veto(direction, ReasonCode.SCHEDULE_FREEZE, List.of(), effect.describe());
    }
}
