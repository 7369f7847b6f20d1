package io.selfscale.engine.policy;

/**
 * A forecast that has not come true yet, or failed to.
 *
 * @param index the bucket it is for
 * @param predicted the forecast
 * @param upper its upper quantile, NaN if there was none
 * @param seasonal the value a season before that bucket, NaN if it is not known
 * @param last the last value known when it was made
 */
record PendingForecast(long index, float predicted, float upper, float seasonal, float last) {

    PendingForecast {
        if (!Float.isFinite(predicted)
                || !Float.isFinite(last)
                || Float.isInfinite(upper)
                || Float.isInfinite(seasonal)) {
            throw new IllegalArgumentException("a forecast must be finite but was " + predicted + " after " + last);
        }
    }
}
