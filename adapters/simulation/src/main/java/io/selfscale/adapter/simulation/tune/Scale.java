package io.selfscale.adapter.simulation.tune;

/** On which scale steps of a parameter are alike. */
public enum Scale {
    /** Equal differences. */
    LINEAR {
        @Override
        double forth(double value) {
            return value;
        }

        @Override
        double back(double scaled) {
            return scaled;
        }

        @Override
        boolean has(double value) {
            return Double.isFinite(value);
        }
    },
    /** Equal ratios, as of durations: above zero only. */
    LOG {
        @Override
        double forth(double value) {
            return StrictMath.log(value);
        }

        @Override
        double back(double scaled) {
            return StrictMath.exp(scaled);
        }

        @Override
        boolean has(double value) {
            return value > 0 && Double.isFinite(value);
        }
    },
    /** Equal ratios of what is and what is not, as of shares: between zero and one only. From 99 % it is as far to 99.9 % as to 91 %. */
    ODDS {
        @Override
        double forth(double value) {
            return StrictMath.log(value / (1 - value));
        }

        @Override
        double back(double scaled) {
            return 1 / (1 + StrictMath.exp(-scaled));
        }

        @Override
        boolean has(double value) {
            return value > 0 && value < 1;
        }
    },
    /** Off or on: zero or one. */
    SWITCH {
        @Override
        double forth(double value) {
            return value;
        }

        @Override
        double back(double scaled) {
            return scaled < 0.5 ? 0 : 1;
        }

        @Override
        boolean has(double value) {
            return value == 0 || value == 1;
        }
    };

    /** Returns a value on this scale. */
    abstract double forth(double value);

    /** Returns the value at a place of this scale. */
    abstract double back(double scaled);

    /** Tells whether a value is on this scale. */
    abstract boolean has(double value);
}
