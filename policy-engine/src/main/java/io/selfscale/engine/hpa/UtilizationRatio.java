package io.selfscale.engine.hpa;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Utilization of the request, truncated to whole percent, over the target percentage.
 *
 * @param targetPercent whole percent
 * @param requestsMilli request of each pod in thousandths
 */
record UtilizationRatio(int targetPercent, Map<String, Long> requestsMilli) implements Ratio {

    @Override
    public @Nullable Result of(Map<String, Long> valuesMilli) {
        long used = 0;
        long requested = 0;
        for (Map.Entry<String, Long> value : valuesMilli.entrySet()) {
            Long request = requestsMilli.get(value.getKey());
            if (request != null) {
                used += value.getValue();
                requested += request;
            }
        }
        if (requested == 0) {
            return null;
        }
        long percent = used * 100 / requested;
        return new Result((double) percent / (double) targetPercent, percent);
    }

    @Override
    public long fullUse(String pod) {
        return requestsMilli.getOrDefault(pod, 0L) * Math.max(100, targetPercent) / 100;
    }
}
