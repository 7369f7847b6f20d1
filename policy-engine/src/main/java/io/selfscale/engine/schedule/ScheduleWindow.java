package io.selfscale.engine.schedule;

import io.selfscale.engine.arithmetic.Rounding;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the number of replicas while a recurring window is open (semantics section 13). Immutable; each
 * method returns a changed copy.
 *
 * <p>A floor may have a ramp: a lead before the start over which it rises in a straight line from zero to its value,
 * rounded up, so that the whole value is asked for at the start and the starts of replicas are spread. Below what there
 * is already the line has no effect.
 *
 * @param name in records, unique within a schedule, not blank
 * @param when it is open
 * @param kind what it does
 * @param value replicas, at least 0; 0 for a freeze
 * @param ramp lead before the start, not negative; zero unless it is a floor
 * @param urgent whether rate limits give way to a floor or an exact value
 */
public record ScheduleWindow(String name, Recurrence when, WindowKind kind, int value, Duration ramp, boolean urgent) {

    public ScheduleWindow {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(kind, "kind");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a window must not be blank");
        }
        if (value < 0) {
            throw new IllegalArgumentException(
                    "the replicas of window " + name + " must be at least 0 but were " + value);
        }
        if (!kind.hasValue() && value != 0) {
            throw new IllegalArgumentException("window " + name + " freezes and takes no value but has " + value);
        }
        if (ramp.isNegative()) {
            throw new IllegalArgumentException("the ramp of window " + name + " must not be negative but was " + ramp);
        }
        if (kind != WindowKind.FLOOR && !ramp.isZero()) {
            throw new IllegalArgumentException("only a floor has a ramp but window " + name + " is " + kind);
        }
        if (urgent && kind != WindowKind.FLOOR && kind != WindowKind.EXACT) {
            throw new IllegalArgumentException(
                    "only a floor or an exact value can be urgent but window " + name + " is " + kind);
        }
    }

    /** Returns a window that asks for at least so many replicas. */
    public static ScheduleWindow floor(String name, int value, Recurrence when) {
        return new ScheduleWindow(name, when, WindowKind.FLOOR, value, Duration.ZERO, /* urgent= */ false);
    }

    /** Returns a window that allows at most so many replicas. */
    public static ScheduleWindow cap(String name, int value, Recurrence when) {
        return new ScheduleWindow(name, when, WindowKind.CAP, value, Duration.ZERO, /* urgent= */ false);
    }

    /** Returns a window that sets the number of replicas. */
    public static ScheduleWindow exactly(String name, int value, Recurrence when) {
        return new ScheduleWindow(name, when, WindowKind.EXACT, value, Duration.ZERO, /* urgent= */ false);
    }

    /** Returns a window without scale-in. */
    public static ScheduleWindow freezeIn(String name, Recurrence when) {
        return new ScheduleWindow(name, when, WindowKind.FREEZE_IN, 0, Duration.ZERO, /* urgent= */ false);
    }

    /** Returns a window without scale-out. */
    public static ScheduleWindow freezeOut(String name, Recurrence when) {
        return new ScheduleWindow(name, when, WindowKind.FREEZE_OUT, 0, Duration.ZERO, /* urgent= */ false);
    }

    /** Returns this floor rising over a lead before the start. */
    public ScheduleWindow rampingOver(Duration ramp) {
        return new ScheduleWindow(name, when, kind, value, ramp, urgent);
    }

    /** Returns this with rate limits giving way to it. */
    public ScheduleWindow urgently() {
        return new ScheduleWindow(name, when, kind, value, ramp, /* urgent= */ true);
    }

    /** Returns what it asks for at a moment, or null if it asks for nothing then. */
    public @Nullable OpenWindow at(Instant moment) {
        Occurrence open = when.openAt(moment);
        if (open != null) {
            return new OpenWindow(this, open, value, /* isRising= */ false);
        }
        if (ramp.isZero()) {
            return null;
        }
        Occurrence next = when.nextAfter(moment);
        if (next == null || moment.isBefore(next.start().minus(ramp))) {
            return null;
        }
        double left = seconds(Duration.between(moment, next.start()));
        // value * (1 - left / ramp), rounded up
        int rising = Rounding.ceil(value * (1 - left / seconds(ramp)));
        return new OpenWindow(this, next, rising, /* isRising= */ true);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
