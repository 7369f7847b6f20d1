package io.selfscale.engine.hpa;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mean of a value, by integer division, over the target.
 *
 * @param targetMilli thousandths of the unit
 */
record ValueRatio(long targetMilli) implements Ratio {

    @Override
    public @Nullable Result of(Map<String, Long> valuesMilli) {
        if (valuesMilli.isEmpty()) {
            return null;
        }
        long sum = 0;
        for (long value : valuesMilli.values()) {
            sum = Ratio.sum(sum, value);
        }
        long mean = sum / valuesMilli.size();
        return new Result((double) mean / (double) targetMilli, mean, mean);
    }

    @Override
    public long fullUse(String pod) {
        return targetMilli;
    }
}
