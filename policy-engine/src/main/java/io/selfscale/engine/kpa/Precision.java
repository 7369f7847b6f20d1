package io.selfscale.engine.kpa;

import io.selfscale.engine.arithmetic.Rounding;

/** What happens to a quotient or product that floating point leaves a hair beside a whole number (semantics section 0.1). */
public enum Precision {
    /** It is rounded as it stands, as Knative does: {@code ceil(50 * 1.1)} is 56. */
    EXACT {
        @Override
        double ceil(double x) {
            return Math.ceil(x);
        }

        @Override
        double floor(double x) {
            return Math.floor(x);
        }
    },
    /** It is that whole number: {@code ceil(50 * 1.1)} is 55. */
    TOLERANT {
        @Override
        double ceil(double x) {
            return Math.ceil(x - Rounding.EPSILON * Math.max(1, Math.abs(x)));
        }

        @Override
        double floor(double x) {
            return Math.floor(x + Rounding.EPSILON * Math.max(1, Math.abs(x)));
        }
    };

    abstract double ceil(double x);

    abstract double floor(double x);
}
