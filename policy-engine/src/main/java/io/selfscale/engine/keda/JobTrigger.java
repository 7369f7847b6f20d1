package io.selfscale.engine.keda;

import java.util.List;

/**
 * A queue as one evaluation sees it.
 *
 * @param queueLength work that waits, finite and at least 0
 * @param targetAverageValue work for one job, finite and at least 0; at 0 the trigger asks for no job
 * @param active whether it counts
 */
public record JobTrigger(double queueLength, double targetAverageValue, boolean active) {

    public JobTrigger {
        if (!Double.isFinite(queueLength) || queueLength < 0) {
            throw new IllegalArgumentException("a queue length must be finite and at least 0 but was " + queueLength);
        }
        if (!Double.isFinite(targetAverageValue) || targetAverageValue < 0) {
            throw new IllegalArgumentException(
                    "a target average value must be finite and at least 0 but was " + targetAverageValue);
        }
    }

    /** Returns the jobs that it asks for, at most {@code maxReplicas}; not rounded. */
    double jobs(long maxReplicas) {
        return targetAverageValue == 0 ? 0 : Math.min(queueLength / targetAverageValue, (double) maxReplicas);
    }

    /** Returns the mean of several target average values, 0 for none. */
    public static double averageOf(List<Double> targetAverageValues) {
        double sum = 0;
        for (double value : targetAverageValues) {
            sum += value;
        }
        return targetAverageValues.isEmpty() ? 0 : sum / targetAverageValues.size();
    }
}
