package io.selfscale.engine.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a schedule ask for together at one moment: the greatest floor, the least cap, an exact value
 * before both (the one defined last), and freezes (semantics section 13).
 *
 * @param exact the window that sets the count, or null
 * @param floor the window with the greatest floor, or null; an urgent one before others of the same floor
 * @param cap the window with the least cap, or null
 * @param freezeIn a window that forbids scale-in, or null
 * @param freezeOut a window that forbids scale-out, or null
 */
public record ScheduleEffect(
        @Nullable OpenWindow exact,
        @Nullable OpenWindow floor,
        @Nullable OpenWindow cap,
        @Nullable OpenWindow freezeIn,
        @Nullable OpenWindow freezeOut) {

    /** Nothing is asked for. */
    public static final ScheduleEffect NONE = new ScheduleEffect(null, null, null, null, null);

    /** Returns what windows ask for at a moment. */
    public static ScheduleEffect at(List<ScheduleWindow> windows, Instant moment) {
        OpenWindow exact = null;
        OpenWindow floor = null;
        OpenWindow cap = null;
        OpenWindow freezeIn = null;
        OpenWindow freezeOut = null;
        for (ScheduleWindow window : windows) {
            OpenWindow open = window.at(moment);
            if (open == null) {
                continue;
            }
            switch (window.kind()) {
                case EXACT -> exact = open;
                case FLOOR -> floor = floor == null || isStronger(open, floor) ? open : floor;
                case CAP -> cap = cap == null || open.value() < cap.value() ? open : cap;
                case FREEZE_IN -> freezeIn = freezeIn == null ? open : freezeIn;
                case FREEZE_OUT -> freezeOut = freezeOut == null ? open : freezeOut;
            }
        }
        return exact == null && floor == null && cap == null && freezeIn == null && freezeOut == null
                ? NONE
                : new ScheduleEffect(exact, floor, cap, freezeIn, freezeOut);
    }

    private static boolean isStronger(OpenWindow open, OpenWindow than) {
        return open.value() > than.value()
                || (open.value() == than.value()
                        && open.window().urgent()
                        && !than.window().urgent());
    }

    /** Tells whether nothing is asked for. */
    public boolean isNone() {
        return exact == null && floor == null && cap == null && freezeIn == null && freezeOut == null;
    }

    /** Tells whether a number is asked for, and not only a direction forbidden. */
    public boolean hasBounds() {
        return exact != null || floor != null || cap != null;
    }

    /** Returns the windows that have a say, in words; empty if there are none. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        if (exact != null) {
            parts.add("exactly " + exact.value() + ", " + exact.describe());
        } else {
            if (floor != null) {
                parts.add("at least " + floor.value() + ", " + floor.describe());
            }
            if (cap != null) {
                parts.add("at most " + cap.value() + ", " + cap.describe());
            }
        }
        if (freezeIn != null) {
            parts.add("no scale-in, " + freezeIn.describe());
        }
        if (freezeOut != null) {
            parts.add("no scale-out, " + freezeOut.describe());
        }
        return String.join("; ", parts);
    }
}
