package io.selfscale.engine.expression;

/** What an expression, or an input of one, comes to: a number, or nothing for a reason. */
public sealed interface Outcome {

    /**
     * A number.
     *
     * @param value finite
     */
    record Known(double value) implements Outcome {
        public Known {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an outcome must be finite but was " + value);
            }
        }
    }

    /**
     * Nothing.
     *
     * @param reason why, for the record
     */
    record Absent(String reason) implements Outcome {}

    /** Returns a number, or nothing if it is not finite. */
    static Outcome of(double value) {
        return Double.isFinite(value) ? new Known(value) : new Absent("not a finite number: " + value);
    }

    /** Returns nothing, for a reason. */
    static Outcome absent(String reason) {
        return new Absent(reason);
    }
}
