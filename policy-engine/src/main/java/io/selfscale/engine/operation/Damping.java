package io.selfscale.engine.operation;

import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ReversalHold;
import io.selfscale.policy.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How often the size changed lately, and how often its direction.
 *
 * @param last direction of the last change
 * @param lastNanos control time of the last change
 * @param reversals reversals that still count, at least 0
 * @param reversedNanos control time of the last reversal
 * @param actions control times of the changes of the last 24 hours, oldest first, as far as they are limited; copied
 */
public record Damping(Direction last, long lastNanos, int reversals, long reversedNanos, List<Long> actions) {

    private static final long DAY_NANOS = 86_400_000_000_000L;

    public Damping {
        Objects.requireNonNull(last, "last");
        actions = List.copyOf(actions);
    }

    /** Returns the damping before any change. */
    public static Damping none() {
        return new Damping(Direction.NONE, 0, 0, 0, List.of());
    }

    /** Returns this after a change of the size. */
    public Damping changed(Limits limits, Direction direction, long nanos) {
        ReversalHold hold = limits.reversal();
        boolean reversed = last != Direction.NONE
                && direction != last
                && nanos - lastNanos <= hold.within().toNanos();
        // What has faded stays in the count until the next reversal: it fades from that moment on, once.
        int counted = reversed ? atMostLongest(hold, counted(hold, nanos) + 1) : reversals;
        List<Long> next = new ArrayList<>(actions.size() + 1);
        if (limits.actionsPerDay() > 0) {
            for (long action : actions) {
                if (nanos - action < DAY_NANOS) {
                    next.add(action);
                }
            }
            next.add(nanos);
            if (next.size() > limits.actionsPerDay()) {
                next = next.subList(next.size() - limits.actionsPerDay(), next.size());
            }
        }
        return new Damping(direction, nanos, counted, reversed ? nanos : reversedNanos, next);
    }

    /** Returns the reversals without those that no longer make the hold longer: they would only take long to fade. */
    private static int atMostLongest(ReversalHold hold, int reversals) {
        int least = reversals;
        while (least > 1 && hold.after(least - 1).equals(hold.longest())) {
            least--;
        }
        return least;
    }

    /** Returns the reversals that still count: one less for each quiet stretch as long as its own hold. */
    private int counted(ReversalHold hold, long nanos) {
        int counted = reversals;
        long quiet = nanos - reversedNanos;
        while (counted > 0) {
            long stretch = hold.within().plus(hold.after(counted)).toNanos();
            if (stretch <= 0 || quiet < stretch) {
                break;
            }
            quiet -= stretch;
            counted--;
        }
        return counted;
    }

    /** Returns the nanoseconds for which a scale-in is still held back after reversals, 0 for none. */
    public long holdLeft(ReversalHold hold, long nanos) {
        return Math.max(0, hold.after(counted(hold, nanos)).toNanos() - (nanos - lastNanos));
    }

    /** Returns the nanoseconds until the budget of changes allows another one, 0 if it does. */
    public long actionsLeft(Limits limits, long nanos) {
        int allowed = limits.actionsPerDay();
        if (allowed == 0 || actions.size() < allowed) {
            return 0;
        }
        return Math.max(0, DAY_NANOS - (nanos - actions.get(actions.size() - allowed)));
    }
}
