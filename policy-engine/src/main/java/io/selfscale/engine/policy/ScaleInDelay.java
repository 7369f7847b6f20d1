package io.selfscale.engine.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been recommended while a scale-in is held back: the largest of an interval counts, and only once the interval is
 * over (semantics section 6). Kept as a queue of recommendations that falls with time, since one that is followed by a
 * larger one can never be the largest again. Recommendations within a 64th of the interval are kept as one, so the queue is
 * short whatever the tick.
 *
 * @param sinceNanos control time of the first recommendation of fewer replicas; meaningless while empty
 * @param queue oldest first, strictly falling counts; copied
 */
record ScaleInDelay(long sinceNanos, List<Entry> queue) {

    /** Nothing recommended. */
    static final ScaleInDelay NONE = new ScaleInDelay(0, List.of());

    private static final int RESOLUTION = 64;

    /**
     * One recommendation.
     *
     * @param nanos control time at which it was last made
     * @param replicas what was recommended, at least 0
     */
    record Entry(long nanos, int replicas) {
        Entry {
            if (replicas < 0) {
                throw new IllegalArgumentException("replicas must be at least 0 but were " + replicas);
            }
        }
    }

    ScaleInDelay {
        queue = List.copyOf(queue);
    }

    /** Returns this with a recommendation made now; an equal one takes the place, and the later time, of the older. */
    ScaleInDelay with(long nanos, int replicas, Duration interval) {
        long since = queue.isEmpty() ? nanos : sinceNanos;
        List<Entry> next = new ArrayList<>();
        for (Entry entry : queue) {
            if (entry.replicas() > replicas && nanos - entry.nanos() < interval.toNanos()) {
                next.add(entry);
            }
        }
        long resolution = Math.max(1, interval.toNanos() / RESOLUTION);
        int last = next.size() - 1;
        if (last >= 0 && Math.floorDiv(next.get(last).nanos(), resolution) == Math.floorDiv(nanos, resolution)) {
            // The greater of both stands for both until its 64th is over.
            next.set(last, new Entry(nanos, next.get(last).replicas()));
        } else {
            next.add(new Entry(nanos, replicas));
        }
        return new ScaleInDelay(since, next);
    }

    /** Returns this without what came before a moment: the delay then began there or later. */
    ScaleInDelay since(long nanos) {
        return !queue.isEmpty() && sinceNanos < nanos ? NONE : this;
    }

    /** Tells whether the interval is over. */
    boolean isOver(long nanos, Duration interval) {
        return !queue.isEmpty() && nanos - sinceNanos >= interval.toNanos();
    }

    /** Returns the largest recommendation of the interval; there must be one. */
    int largest() {
        return queue.get(0).replicas();
    }
}
