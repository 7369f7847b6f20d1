package io.selfscale.adapter.simulation.trace;

/** How large a load is made of what was recorded. */
public sealed interface LoadScale {

    /** Returns the scale that changes nothing. */
    static LoadScale asRecorded() {
        return new Factor(1);
    }

    /**
     * So large that on average, over the selected window, that many replicas would have all slots in service: {@code
     * arrivals per second * mean S(k) / k}.
     *
     * @param replicas finite, positive
     */
    record OfferedLoad(double replicas) implements LoadScale {
        public OfferedLoad {
            requirePositive("the offered load", replicas);
        }
    }

    /**
     * A multiple of what was recorded.
     *
     * @param factor finite, positive
     */
    record Factor(double factor) implements LoadScale {
        public Factor {
            requirePositive("the factor", factor);
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and positive but was " + value);
        }
    }
}
