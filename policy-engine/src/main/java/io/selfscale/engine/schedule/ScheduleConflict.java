package io.selfscale.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which one window asks for more replicas than another allows. Such a schedule is refused when it is
 * loaded, and never silently resolved (semantics section 13).
 *
 * @param floor asks for more
 * @param cap allows fewer
 * @param at the first such moment found
 */
public record ScheduleConflict(ScheduleWindow floor, ScheduleWindow cap, Instant at) {

    /** Occurrences looked at within one of the other side, so that a window of centuries does not take for ever. */
    private static final int MOST_OCCURRENCES = 10_000;

    public ScheduleConflict {
        Objects.requireNonNull(floor, "floor");
        Objects.requireNonNull(cap, "cap");
        Objects.requireNonNull(at, "at");
    }

    /**
     * Returns a contradiction between windows, or null if there is none among the representative occurrences of either
     * side (see {@link Recurrence#representative()}). Where an exact value applies, floors and caps do not, so they
     * cannot contradict each other there. Cost: some thousand occurrences per pair; meant for load time.
     */
    public static @Nullable ScheduleConflict in(List<ScheduleWindow> windows) {
        List<ScheduleWindow> exact = windows.stream()
                .filter(window -> window.kind() == WindowKind.EXACT)
                .toList();
        for (ScheduleWindow floor : windows) {
            for (ScheduleWindow cap : windows) {
                if (floor.kind() == WindowKind.FLOOR && cap.kind() == WindowKind.CAP && floor.value() > cap.value()) {
                    Instant at = between(floor, cap, exact);
                    if (at != null) {
                        return new ScheduleConflict(floor, cap, at);
                    }
                }
            }
        }
        return null;
    }

    /** Enumerates both sides: one of them may open rarely, and then only its own occurrences find the other's. */
    private static @Nullable Instant between(ScheduleWindow floor, ScheduleWindow cap, List<ScheduleWindow> exact) {
        for (Occurrence asks : floor.when().representative()) {
            Instant from = exceeds(floor, asks, cap.value());
            for (Occurrence allows : cap.when().between(from, asks.end(), MOST_OCCURRENCES)) {
                Instant at = uncovered(from, asks, allows, exact);
                if (at != null) {
                    return at;
                }
            }
        }
        for (Occurrence allows : cap.when().representative()) {
            Instant until = allows.end().plus(floor.ramp());
            for (Occurrence asks : floor.when().between(allows.start(), until, MOST_OCCURRENCES)) {
                Instant at = uncovered(exceeds(floor, asks, cap.value()), asks, allows, exact);
                if (at != null) {
                    return at;
                }
            }
        }
        return null;
    }

    /** Returns the first moment at which the floor of an occurrence, in its ramp or after it, is above a cap. */
    private static Instant exceeds(ScheduleWindow floor, Occurrence asks, int cap) {
        Duration ramp = floor.ramp();
        if (ramp.isZero()) {
            return asks.start();
        }
        // The line from 0 to the value crosses the cap after cap / value of the ramp.
        Instant crosses = asks.start().minus(ramp).plus(ramp.multipliedBy(cap).dividedBy(floor.value()));
        // Rounding forgives a millionth of a replica, so that a moment later is surely above.
        Instant above = crosses.plusMillis(1);
        return above.isAfter(asks.start()) ? asks.start() : above;
    }

    /** Returns a moment at which floor and cap both apply and no exact value does, or null. */
    private static @Nullable Instant uncovered(
            Instant from, Occurrence asks, Occurrence allows, List<ScheduleWindow> exact) {
        Instant start = from.isAfter(allows.start()) ? from : allows.start();
        Instant end = asks.end().isBefore(allows.end()) ? asks.end() : allows.end();
        if (!start.isBefore(end)) {
            return null;
        }
        List<Instant> candidates = new ArrayList<>();
        candidates.add(start);
        for (ScheduleWindow window : exact) {
            for (Occurrence sets : window.when().between(start, end, MOST_OCCURRENCES)) {
                if (sets.end().isBefore(end)) {
                    candidates.add(sets.end());
                }
            }
        }
        for (Instant candidate : candidates) {
            if (exact.stream().noneMatch(window -> window.when().isOpen(candidate))) {
                return candidate;
            }
        }
        return null;
    }

    /** Returns it in words. */
    public String describe() {
        return "window " + floor.name() + " asks for at least " + floor.value() + " replicas and window " + cap.name()
                + " allows at most " + cap.value() + ", for instance at "
                + at.atZone(floor.when().zone());
    }
}
