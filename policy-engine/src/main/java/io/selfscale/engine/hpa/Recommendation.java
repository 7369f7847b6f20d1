package io.selfscale.engine.hpa;

import org.jspecify.annotations.Nullable;

/**
 * What a replica calculation comes to.
 *
 * @param replicas the count, or the present one if it is not to change; meaningless if {@code error} is set
 * @param ratio observed value over target, before assumptions about missing and unready pods
 * @param observed the value: whole percent for utilization, else thousandths of the unit
 * @param average mean value of the pods that count, in thousandths of the unit; {@code observed} except for utilization
 * @param outcome how it came about
 * @param error why there is no count, or null
 */
public record Recommendation(
        int replicas,
        double ratio,
        long observed,
        long average,
        Outcome outcome,
        @Nullable String error) {

    /** How a calculation came about. */
    public enum Outcome {
        /** The ratio is within tolerance. */
        WITHIN_TOLERANCE,
        /** The count follows from the ratio. */
        PROPORTIONAL,
        /** Assumptions about missing or unready pods brought the ratio within tolerance, or turned it round. */
        ASSUMPTIONS_CANCEL,
        /** There is no count. */
        FAILED
    }

    /** Returns a calculation that came to no count. */
    public static Recommendation failed(String error) {
        return new Recommendation(0, Double.NaN, 0, 0, Outcome.FAILED, error);
    }

    /** Tells whether there is a count. */
    public boolean isUsable() {
        return error == null;
    }
}
