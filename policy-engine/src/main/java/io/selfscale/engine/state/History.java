package io.selfscale.engine.state;

import java.util.ArrayList;
import java.util.List;

/**
 * What stabilization windows and rate limits look back at.
 *
 * <p>Of the raw recommendations only those are kept that can still be the greatest (or least) of a window: a later one
 * that is at least as great (small) makes an earlier one irrelevant. The lists are thus strictly decreasing
 * (increasing), and short, and give the same extremes as the whole log.
 *
 * @param greatest raw recommendations that can be the greatest of a window, oldest first; copied
 * @param least raw recommendations that can be the least of a window, oldest first; copied
 * @param changes changes of the requested count, oldest first; copied
 */
public record History(List<Entry> greatest, List<Entry> least, List<Entry> changes) {

    /**
     * A replica count, or a change of it, at a time.
     *
     * @param nanos control time
     * @param replicas count, or signed difference
     */
    public record Entry(long nanos, int replicas) {}

    public History {
        greatest = List.copyOf(greatest);
        least = List.copyOf(least);
        changes = List.copyOf(changes);
    }

    static History empty() {
        return new History(List.of(), List.of(), List.of());
    }

    /** Returns this and one more raw recommendation, without what is {@code keepNanos} old or older. */
    public History recommended(long nanos, int replicas, long keepNanos) {
        List<Entry> up = new ArrayList<>(greatest.size() + 1);
        for (Entry entry : greatest) {
            if (entry.replicas() > replicas && nanos - entry.nanos() < keepNanos) {
                up.add(entry);
            }
        }
        up.add(new Entry(nanos, replicas));
        List<Entry> down = new ArrayList<>(least.size() + 1);
        for (Entry entry : least) {
            if (entry.replicas() < replicas && nanos - entry.nanos() < keepNanos) {
                down.add(entry);
            }
        }
        down.add(new Entry(nanos, replicas));
        return new History(up, down, changes);
    }

    /** Returns this and one more change of the requested count, without what is {@code keepNanos} old or older. */
    public History changed(long nanos, int difference, long keepNanos) {
        List<Entry> next = new ArrayList<>(changes.size() + 1);
        for (Entry entry : changes) {
            if (nanos - entry.nanos() < keepNanos) {
                next.add(entry);
            }
        }
        if (keepNanos > 0) {
            next.add(new Entry(nanos, difference));
        }
        return new History(greatest, least, next);
    }

    /** Returns the greatest of {@code replicas} and the recommendations younger than {@code windowNanos}. */
    public int greatestSince(long nanos, long windowNanos, int replicas) {
        for (Entry entry : greatest) {
            if (nanos - entry.nanos() < windowNanos) {
                return Math.max(replicas, entry.replicas());
            }
        }
        return replicas;
    }

    /** Returns the least of {@code replicas} and the recommendations younger than {@code windowNanos}. */
    public int leastSince(long nanos, long windowNanos, int replicas) {
        for (Entry entry : least) {
            if (nanos - entry.nanos() < windowNanos) {
                return Math.min(replicas, entry.replicas());
            }
        }
        return replicas;
    }

    /** Returns the net change of the requested count in the last {@code periodNanos}. */
    public int changeWithin(long nanos, long periodNanos) {
        int net = 0;
        for (Entry entry : changes) {
            if (nanos - entry.nanos() < periodNanos) {
                net += entry.replicas();
            }
        }
        return net;
    }
}
