package io.selfscale.adapter.simulation.tune;

/** What is looked for: the best of two things as long as the other is good enough. */
public sealed interface Objective {

    /** Tells whether a score is good enough where it must be. */
    boolean isMet(Score score);

    /** Returns how far a score is from being good enough; 0 if it is. */
    double shortfall(Score score);

    /** Returns the attainment below which a point is of no interest, so that its run need not be ended. */
    double hopeless();

    /** Returns what is to be made small among scores that are good enough. */
    double value(Score score);

    /** Tells whether one score is better than another: good enough first, then by what is looked for. */
    default boolean isBetter(Score one, Score other) {
        if (isMet(one) != isMet(other)) {
            return isMet(one);
        }
        if (one.isAbandoned() != other.isAbandoned()) {
            return other.isAbandoned();
        }
        if (isMet(one)) {
            return value(one) < value(other);
        }
        return shortfall(one) < shortfall(other) || (shortfall(one) == shortfall(other) && value(one) < value(other));
    }

    /**
     * Tells whether one score is hardly worse than another: good enough if that is, and greater in what is looked for by no
     * more than a share.
     */
    default boolean isNearly(Score one, Score other, double share) {
        return !isBetter(/* one= */ other, /* other= */ one)
                || (isMet(one) && isMet(other) && value(one) <= value(other) * (1 + share));
    }

    /**
     * The cheapest with a share of the requests served in time.
     *
     * @param share the share, in (0, 1)
     */
    record Cheapest(double share) implements Objective {

        /** A run is given up when more than so many times the allowed misses have happened. */
        private static final double HOPELESS = 4;

        public Cheapest {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("the share must be in (0, 1) but was " + share);
            }
        }

        @Override
        public boolean isMet(Score score) {
            return !score.isAbandoned() && score.attainment() >= share;
        }

        @Override
        public double shortfall(Score score) {
            return Math.max(0, share - score.attainment());
        }

        @Override
        public double hopeless() {
            return 1 - HOPELESS * (1 - share);
        }

        @Override
        public double value(Score score) {
            return score.costPerHour();
        }
    }

    /**
     * The most requests served in time for a cost.
     *
     * @param costPerHour money per hour at most, positive
     */
    record MostInTime(double costPerHour) implements Objective {

        public MostInTime {
            if (!(costPerHour > 0) || !Double.isFinite(costPerHour)) {
                throw new IllegalArgumentException("the cost per hour must be positive but was " + costPerHour);
            }
        }

        @Override
        public boolean isMet(Score score) {
            return !score.isAbandoned() && score.costPerHour() <= costPerHour;
        }

        @Override
        public double shortfall(Score score) {
            return Math.max(0, score.costPerHour() - costPerHour);
        }

        @Override
        public double hopeless() {
            return 0;
        }

        @Override
        public double value(Score score) {
            return score.misses();
        }
    }
}
