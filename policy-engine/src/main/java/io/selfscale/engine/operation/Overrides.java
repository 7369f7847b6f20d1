package io.selfscale.engine.operation;

import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overrides in force.
 *
 * @param active oldest first, one for each id; copied
 */
public record Overrides(List<Active> active) {

    /**
     * An override and how long it lasts.
     *
     * @param override what was decided
     * @param sinceNanos control time when it was
     */
    public record Active(ManualOverride override, long sinceNanos) {

        /** Returns the time left at a control time, null if it lasts until it is lifted. */
        public @Nullable Duration left(long nanos) {
            Duration length = override.length();
            return length == null ? null : length.minusNanos(nanos - sinceNanos);
        }

        boolean isOver(long nanos) {
            Duration left = left(nanos);
            return left != null && (left.isNegative() || left.isZero());
        }
    }

    public Overrides {
        active = List.copyOf(active);
    }

    /** Returns no overrides. */
    public static Overrides none() {
        return new Overrides(List.of());
    }

    /** Returns this after events, without what has expired. */
    public Overrides after(List<Event> events, long nanos) {
        if (active.isEmpty() && events.isEmpty()) {
            return this;
        }
        List<Active> next = new ArrayList<>(active);
        next.removeIf(item -> item.isOver(nanos));
        for (Event event : events) {
            if (event instanceof Event.Overridden overridden) {
                next.removeIf(item ->
                        item.override().id().equals(overridden.override().id()));
                next.add(new Active(overridden.override(), nanos));
            } else if (event instanceof Event.Lifted lifted) {
                next.removeIf(item -> item.override().id().equals(lifted.id()));
            }
        }
        return next.equals(active) ? this : new Overrides(next);
    }

    /** Returns the newest override of a kind, or null. */
    public @Nullable Active newest(ManualOverride.Kind kind) {
        for (int i = active.size() - 1; i >= 0; i--) {
            if (active.get(i).override().kind() == kind) {
                return active.get(i);
            }
        }
        return null;
    }
}
