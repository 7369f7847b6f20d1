package io.selfscale.engine.forecast;

import java.time.Duration;

/**
 * An exponentially weighted mean of values that come at any times: the weight of a value that comes {@code dt} after the
 * last is {@code 1 - exp(-dt / timeConstant)} (semantics section 11; a fixed weight at irregular times is mistake 17 of
 * section 18).
 *
 * @param timeConstant time after which a step in the values has been followed to 63 %, positive
 */
public record IrregularEwma(Duration timeConstant) {

    public IrregularEwma {
        if (timeConstant.isNegative() || timeConstant.isZero()) {
            throw new IllegalArgumentException("timeConstant must be positive but was " + timeConstant);
        }
    }

    /**
     * A mean at a moment.
     *
     * @param value the mean
     * @param nanos control time of the last value, in nanoseconds
     */
    public record State(double value, long nanos) {}

    /** Returns the weight of a value that comes so long after the last, in [0, 1). */
    public double weight(Duration since) {
        return -Math.expm1(-(since.toNanos() / (double) timeConstant.toNanos()));
    }

    /** Returns the mean of one value. */
    public State first(double value, long nanos) {
        return new State(value, nanos);
    }

    /** Returns the mean after another value; one that is not later than the last has no weight. */
    public State update(State state, double value, long nanos) {
        long since = nanos - state.nanos();
        if (since <= 0) {
            return state;
        }
        return new State(state.value() + weight(Duration.ofNanos(since)) * (value - state.value()), nanos);
    }
}
