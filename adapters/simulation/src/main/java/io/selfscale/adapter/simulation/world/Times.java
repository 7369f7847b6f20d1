package io.selfscale.adapter.simulation.world;

import java.util.Arrays;

/** Times in seconds that were measured in an interval. Immutable once handed out. */
public final class Times {

    private double[] sorted;
    private int count;
    private double sum;
    private boolean isSorted = true;

    /** Begins with room for as many as there were in the interval before. */
    Times(int before) {
        sorted = new double[Math.max(16, before)];
    }

    void add(double seconds) {
        if (count == sorted.length) {
            sorted = Arrays.copyOf(sorted, count + (count >> 1));
        }
        sorted[count++] = seconds;
        sum += seconds;
        isSorted = false;
    }

    /** Returns how many there are. */
    public int count() {
        return count;
    }

    /** Returns the mean, NaN without any. */
    public double mean() {
        return sum / count;
    }

    /**
     * Returns the nearest-rank percentile, NaN without any.
     *
     * @param share in (0, 1]
     */
    public double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!isSorted) {
            Arrays.sort(sorted, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(share * count);
        return sorted[Math.max(1, Math.min(rank, count)) - 1];
    }
}
