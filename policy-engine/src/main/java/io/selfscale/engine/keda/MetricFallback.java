package io.selfscale.engine.keda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What KEDA reports for a metric that fails: after more than so many failures in a row, the value that stands for a
 * number of replicas. By count, and so by time only together with the poll interval; the policy {@code Fallback} counts
 * time instead.
 *
 * @param failureThreshold failures in a row that are passed on, at least 0
 * @param replicas the number of replicas, at least 0
 * @param behavior how the present number enters
 */
public record MetricFallback(int failureThreshold, int replicas, Behavior behavior) {

    /** How the present number of replicas enters. */
    public enum Behavior {
        /** Not at all. */
        STATIC,
        /** It is taken. */
        CURRENT_REPLICAS,
        /** It is taken if it is higher. */
        CURRENT_REPLICAS_IF_HIGHER,
        /** It is taken if it is lower. */
        CURRENT_REPLICAS_IF_LOWER;

        /** Returns the number of replicas to fall back to. */
        public int replicas(int fallback, int current) {
            return switch (this) {
                case STATIC -> fallback;
                case CURRENT_REPLICAS -> current;
                case CURRENT_REPLICAS_IF_HIGHER -> Math.max(current, fallback);
                case CURRENT_REPLICAS_IF_LOWER -> Math.min(current, fallback);
            };
        }
    }

    /**
     * What is reported.
     *
     * @param value the value of the metric, or null if the failure is passed on
     * @param failures failures in a row so far, or null if they are not counted
     */
    public record Report(@Nullable Double value, @Nullable Integer failures) {}

    public MetricFallback {
        Objects.requireNonNull(behavior, "behavior");
        if (failureThreshold < 0 || replicas < 0) {
            throw new IllegalArgumentException("failureThreshold and replicas must be at least 0 but were "
                    + failureThreshold + " and " + replicas);
        }
    }

    /**
     * Returns what is reported for a metric whose target is an average per replica: {@code target * replicas}.
     *
     * @param observed the value, or null if it could not be read
     * @param failures failures in a row before, or null for none so far
     * @param targetAverageValue value for one replica, positive
     * @param currentReplicas replicas there are
     */
    public Report averageValue(
            @Nullable Double observed, @Nullable Integer failures, double targetAverageValue, int currentReplicas) {
        return report(observed, failures, targetAverageValue, currentReplicas, 1);
    }

    /**
     * Returns what is reported for a metric whose target is a plain value: {@code target * replicas / readyReplicas}. The
     * failure is passed on while no replica is ready.
     *
     * @param observed the value, or null if it could not be read
     * @param failures failures in a row before, or null for none so far
     * @param targetValue value at which the size is right, positive
     * @param currentReplicas replicas there are
     * @param readyReplicas replicas that are ready
     */
    public Report value(
            @Nullable Double observed,
            @Nullable Integer failures,
            double targetValue,
            int currentReplicas,
            int readyReplicas) {
        return report(observed, failures, targetValue, currentReplicas, readyReplicas);
    }

    private Report report(
            @Nullable Double observed, @Nullable Integer failures, double target, int current, int divisor) {
        if (observed != null) {
            return new Report(observed, 0);
        }
        int count = Math.min(Integer.MAX_VALUE - 1, failures == null ? 0 : failures) + 1;
        if (count <= failureThreshold || divisor == 0) {
            return new Report(null, count);
        }
        // In thousandths, truncated, as the metrics interface of Kubernetes carries it.
        double milli = target / divisor * 1000 * behavior.replicas(replicas, current);
        return new Report(Math.floor(milli) / 1000, count);
    }

    /** Returns what is reported without a fallback: the value or the failure, and the count left alone. */
    public static Report none(@Nullable Double observed, @Nullable Integer failures) {
        return new Report(observed, failures);
    }
}
