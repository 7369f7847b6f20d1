package io.selfscale.engine.hpa;

import java.util.ArrayList;
import java.util.List;

/**
 * The recommendations that stabilization looks back at, in the form of the Horizontal Pod Autoscaler (semantics section
 * 1.7): each is kept as it was made, not as stabilization left it, and a new one takes the place of the last one in the
 * list that no window reaches any more. The order is therefore that of storage, not of time.
 *
 * @param entries in storage order; copied
 */
public record RecommendationLog(List<Entry> entries) {

    /**
     * A recommendation.
     *
     * @param replicas the count before stabilization
     * @param nanos when it was made, in nanoseconds
     */
    public record Entry(int replicas, long nanos) {}

    /**
     * What stabilization comes to.
     *
     * @param replicas the count after it
     * @param log the log with the new recommendation in it
     */
    public record Stabilized(int replicas, RecommendationLog log) {}

    public RecommendationLog {
        entries = List.copyOf(entries);
    }

    /** Returns the log of a target seen for the first time: its size, so that a restart cannot scale in at once. */
    public static RecommendationLog startingAt(int current, long nowNanos) {
        return new RecommendationLog(List.of(new Entry(current, nowNanos)));
    }

    /**
     * Returns the greatest of the desired count and the recommendations of the window, both ends included: the form
     * without behavior.
     *
     * @param windowNanos downscale stabilization window; 5 min by default
     */
    public Stabilized greatest(int desired, long windowNanos, long nowNanos) {
        int greatest = desired;
        int reusable = -1;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (nowNanos - entry.nanos() > windowNanos) {
                reusable = i;
            } else {
                greatest = Math.max(greatest, entry.replicas());
            }
        }
        return new Stabilized(greatest, with(desired, nowNanos, reusable));
    }

    /**
     * Returns the current count moved into the range from the least recommendation of one window to the greatest of the
     * other: the form with behavior. Windows do not include their far end; 0 means none.
     *
     * @param outNanos window of scaling out, whose least recommendation is the least count
     * @param inNanos window of scaling in, whose greatest recommendation is the greatest count
     */
    public Stabilized range(int current, int desired, long outNanos, long inNanos, long nowNanos) {
        int least = desired;
        int greatest = desired;
        int reusable = -1;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            long age = nowNanos - entry.nanos();
            if (age < outNanos) {
                least = Math.min(least, entry.replicas());
            }
            if (age < inNanos) {
                greatest = Math.max(greatest, entry.replicas());
            }
            if (age > outNanos && age > inNanos) {
                reusable = i;
            }
        }
        int replicas = Math.min(Math.max(current, least), greatest);
        return new Stabilized(replicas, with(desired, nowNanos, reusable));
    }

    private RecommendationLog with(int desired, long nowNanos, int reusable) {
        List<Entry> next = new ArrayList<>(entries);
        Entry entry = new Entry(desired, nowNanos);
        if (reusable < 0) {
            next.add(entry);
        } else {
            next.set(reusable, entry);
        }
        return new RecommendationLog(next);
    }
}
