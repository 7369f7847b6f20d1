package io.selfscale.engine.policy;

import io.selfscale.engine.arithmetic.Rounding;

/** How many replicas one vote adds or removes; at least one (semantics section 7.5). */
public sealed interface StepSize {

    /** Returns the number of replicas for a present count of {@code requested}. */
    int of(int requested);

    /**
     * The same number each time.
     *
     * @param replicas at least 1
     */
    record Fixed(int replicas) implements StepSize {
        public Fixed {
            if (replicas < 1) {
                throw new IllegalArgumentException("a step must be at least 1 replica but was " + replicas);
            }
        }

        @Override
        public int of(int requested) {
            return replicas;
        }
    }

    /**
     * A share of the present count, rounded up.
     *
     * @param percent at least 1
     */
    record Percent(int percent) implements StepSize {
        public Percent {
            if (percent < 1) {
                throw new IllegalArgumentException("a step must be at least 1 percent but was " + percent);
            }
        }

        @Override
        public int of(int requested) {
            return Math.max(1, Rounding.percentOf(requested, percent));
        }
    }
}
