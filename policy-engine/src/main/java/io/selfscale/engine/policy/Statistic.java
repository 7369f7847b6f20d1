package io.selfscale.engine.policy;

import io.selfscale.policy.Window;
import java.util.Locale;

/** How a window becomes one value that is held against a threshold (semantics section 7.1). */
public sealed interface Statistic {

    /** Returns the label in explanations. */
    String label();

    /** Returns the value that is strictly above the threshold exactly when the window votes to scale out. */
    double above(Window window);

    /** Returns the value that is strictly below the threshold exactly when the window votes to scale in. */
    double below(Window window);

    /** Every bucket breaches: "above 70 % for five minutes", word by word. One dip resets it. */
    static Statistic sustained() {
        return new Sustained();
    }

    /** The mean over the window breaches; one spike can carry it. */
    static Statistic mean() {
        return new Mean();
    }

    /**
     * The nearest-rank percentile of the buckets breaches.
     *
     * @param share in (0, 1], for instance 0.95
     */
    static Statistic percentile(double share) {
        return new Percentile(share);
    }

    /**
     * At least {@code m} of the last {@code n} buckets breach.
     *
     * @param m at least 1
     * @param n at least {@code m}; buckets are a thirtieth of the window, or one tick or measuring interval if longer
     */
    static Statistic mOfN(int m, int n) {
        return new MOfN(m, n);
    }

    /** See {@link #sustained()}. */
    record Sustained() implements Statistic {
        @Override
        public String label() {
            return "sustained";
        }

        @Override
        public double above(Window window) {
            return window.min();
        }

        @Override
        public double below(Window window) {
            return window.max();
        }
    }

    /** See {@link #mean()}. */
    record Mean() implements Statistic {
        @Override
        public String label() {
            return "mean";
        }

        @Override
        public double above(Window window) {
            return window.mean();
        }

        @Override
        public double below(Window window) {
            return window.mean();
        }
    }

    /**
     * See {@link #percentile(double)}.
     *
     * @param share in (0, 1]
     */
    record Percentile(double share) implements Statistic {
        public Percentile {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("a percentile must be in (0, 1] but was " + share);
            }
        }

        @Override
        public String label() {
            return String.format(Locale.ROOT, "p%.4g", 100 * share);
        }

        @Override
        public double above(Window window) {
            return window.percentile(share);
        }

        @Override
        public double below(Window window) {
            return window.percentile(share);
        }
    }

    /**
     * See {@link #mOfN(int, int)}.
     *
     * @param m breaching buckets, at least 1
     * @param n buckets looked at, at least {@code m}
     */
    record MOfN(int m, int n) implements Statistic {
        public MOfN {
            if (m < 1 || n < m) {
                throw new IllegalArgumentException("1 <= m <= n must hold but was " + m + " of " + n);
            }
        }

        @Override
        public String label() {
            return m + " of " + n;
        }

        @Override
        public double above(Window window) {
            return window.greatest(m, n);
        }

        @Override
        public double below(Window window) {
            return window.least(m, n);
        }
    }
}
