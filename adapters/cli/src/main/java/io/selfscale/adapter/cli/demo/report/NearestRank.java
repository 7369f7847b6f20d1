package io.selfscale.adapter.cli.demo.report;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The nearest-rank percentile: the least value that at least the given share of values does not exceed. */
public final class NearestRank {

    private NearestRank() {}

    /**
     * Returns a percentile, or null of no values.
     *
     * @param values finite; in any order
     * @param share in (0, 1]
     */
    public static @Nullable Double of(Collection<Double> values, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1] but was " + share);
        }
        if (values.isEmpty()) {
            return null;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = (int) Math.ceil(share * sorted.length - 1e-9);
        return sorted[Math.max(rank, 1) - 1];
    }
}
