package io.selfscale.engine.hpa;

import java.util.ArrayList;
import java.util.List;

/**
 * The changes of size in one direction that rate limits look back at (semantics section 1.8). A new one takes the place
 * of the last one in the list that no period reaches any more, so the order is that of storage.
 *
 * @param events in storage order; copied
 */
public record ScaleEvents(List<Event> events) {

    /**
     * A change of size.
     *
     * @param change replicas added or removed, at least 0
     * @param nanos when, in nanoseconds
     * @param outdated whether it was older than every period when another one was stored, and so may be replaced
     */
    public record Event(int change, long nanos, boolean outdated) {
        public Event {
            if (change < 0) {
                throw new IllegalArgumentException("the change of a scale event must be at least 0 but was " + change);
            }
        }
    }

    /** No changes. */
    public static final ScaleEvents NONE = new ScaleEvents(List.of());

    public ScaleEvents {
        events = List.copyOf(events);
    }

    /** Returns the replicas changed in a period that does not include its far end. */
    public int changeWithin(long periodNanos, long nowNanos) {
        long sum = 0;
        for (Event event : events) {
            if (nowNanos - event.nanos() < periodNanos) {
                sum += event.change();
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }

    /**
     * Returns these and one more change.
     *
     * @param longestPeriodNanos longest period of any rate policy of this direction
     */
    public ScaleEvents stored(int change, long longestPeriodNanos, long nowNanos) {
        List<Event> next = new ArrayList<>(events.size() + 1);
        int reusable = -1;
        for (Event event : events) {
            boolean outdated = event.outdated() || nowNanos - event.nanos() > longestPeriodNanos;
            if (outdated) {
                reusable = next.size();
            }
            next.add(new Event(event.change(), event.nanos(), outdated));
        }
        Event stored = new Event(change, nowNanos, false);
        if (reusable < 0) {
            next.add(stored);
        } else {
            next.set(reusable, stored);
        }
        return new ScaleEvents(next);
    }
}
