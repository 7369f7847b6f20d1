package io.selfscale.engine.hpa;

/**
 * How far the ratio of value and target may be from one without a change, by direction; inclusive.
 *
 * @param in below one, at least 0; from 1 on no ratio is low enough for a change
 * @param out above one, at least 0
 */
public record Tolerance(double in, double out) {

    /** The default of the Horizontal Pod Autoscaler: 10 % in both directions. */
    public static final Tolerance DEFAULT = new Tolerance(0.1, 0.1);

    public Tolerance {
        if (!(in >= 0) || !(out >= 0)) {
            throw new IllegalArgumentException("tolerances must be at least 0 but were " + in + ", " + out);
        }
    }

    /** Tells whether {@code 1 - in <= ratio <= 1 + out}; false for NaN. */
    public boolean holds(double ratio) {
        return 1.0 - in <= ratio && ratio <= 1.0 + out;
    }
}
