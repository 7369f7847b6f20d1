package io.selfscale.engine.spec;

/**
 * How much of the capacity may be taken away at short notice.
 *
 * @param onDemandFloor capacity that on-demand pools hold at least, for the classes of requests that must not be
 *     interrupted; at least 0, and never more than the whole count
 * @param largestSharePercent percent of the whole count that spot pools hold at most, in [0, 100]
 */
public record SpotSpec(int onDemandFloor, int largestSharePercent) {

    /** Any share of spot capacity. */
    public static final SpotSpec UNLIMITED = new SpotSpec(0, 100);

    public SpotSpec {
        if (onDemandFloor < 0) {
            throw new IllegalArgumentException("onDemandFloor must be at least 0 but was " + onDemandFloor);
        }
        if (largestSharePercent < 0 || largestSharePercent > 100) {
            throw new IllegalArgumentException(
                    "largestSharePercent must be in [0, 100] but was " + largestSharePercent);
        }
    }

    /** Tells whether all of the capacity may be spot capacity. */
    public boolean isUnlimited() {
        return onDemandFloor == 0 && largestSharePercent == 100;
    }

    /** Returns the capacity that spot pools may hold of a whole of {@code replicas}. */
    public int largestSpot(int replicas) {
        int byShare = (int) ((long) replicas * largestSharePercent / 100);
        return Math.max(0, Math.min(byShare, replicas - onDemandFloor));
    }
}
