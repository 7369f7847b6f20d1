package io.selfscale.engine.kpa;

/**
 * The targets of a cluster, for replicas that set none (semantics section 2.1).
 *
 * @param concurrency requests under way at once that one replica can take, positive
 * @param concurrencyUtilization share of that to aim for, in (0, 1]
 * @param rps requests per second that one replica can take, positive
 * @param rpsUtilization share of that to aim for, in (0, 1]
 * @param minimumTarget least target, positive
 */
public record TargetDefaults(
        double concurrency, double concurrencyUtilization, double rps, double rpsUtilization, double minimumTarget) {

    /** The defaults of Knative: 100 requests at once or 200 per second, of which 70 % are aimed for. */
    public static final TargetDefaults KNATIVE = new TargetDefaults(100, 0.7, 200, 0.7, 0.01);

    public TargetDefaults {
        requirePositive("concurrency", concurrency);
        requireShare("concurrencyUtilization", concurrencyUtilization);
        requirePositive("rps", rps);
        requireShare("rpsUtilization", rpsUtilization);
        requirePositive("minimumTarget", minimumTarget);
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be positive but was " + value);
        }
    }

    private static void requireShare(String what, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be in (0, 1] but was " + value);
        }
    }
}
