package io.selfscale.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * One measurement of a signal: fresh, stale or absent. "Unknown" is a state of its own, never zero and never NaN
 * (semantics section 0.4).
 */
public sealed interface Sample {

    /**
     * A value that is recent enough to act on.
     *
     * @param value finite and at least 0, in the unit of the signal
     * @param age time since it was measured, not negative
     */
    record Fresh(double value, Duration age) implements Sample {
        public Fresh {
            requireUsable(value, age);
        }
    }

    /**
     * A value that is too old to act on; kept for the record.
     *
     * @param value finite and at least 0, in the unit of the signal
     * @param age time since it was measured, not negative
     */
    record Stale(double value, Duration age) implements Sample {
        public Stale {
            requireUsable(value, age);
        }
    }

    /**
     * No value.
     *
     * @param reason why, for the record; not blank
     */
    record Absent(String reason) implements Sample {
        public Absent {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("the reason of an absent sample must not be blank");
            }
        }
    }

    /** Returns a sample measured just now; see {@link #measured}. */
    static Sample of(double value) {
        return measured(value, Duration.ZERO);
    }

    /**
     * Returns a fresh sample, or an absent one if the value cannot be a measurement: NaN, infinite or negative. A
     * negative age (a clock of another machine that runs ahead) counts as zero.
     *
     * @param value in the unit of the signal; any double
     * @param age time since it was measured
     */
    static Sample measured(double value, Duration age) {
        Objects.requireNonNull(age, "age");
        if (!Double.isFinite(value)) {
            return new Absent("not a finite number: " + value);
        }
        if (value < 0) {
            return new Absent("negative: " + value);
        }
        return new Fresh(value, age.isNegative() ? Duration.ZERO : age);
    }

    /** Returns an absent sample. */
    static Sample absent(String reason) {
        return new Absent(reason);
    }

    /** Tells whether the value may be acted on. */
    default boolean isFresh() {
        return this instanceof Fresh;
    }

    private static void requireUsable(double value, Duration age) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("a sample value must be finite and at least 0 but was " + value);
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("the age of a sample must not be negative but was " + age);
        }
    }
}
