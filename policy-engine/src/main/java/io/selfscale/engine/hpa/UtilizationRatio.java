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
        int pods = 0;
        for (Map.Entry<String, Long> value : valuesMilli.entrySet()) {
            Long request = requestsMilli.get(value.getKey());
            if (request != null) {
                used = Ratio.sum(used, value.getValue());
                requested = Ratio.sum(requested, request);
                pods++;
            }
        }
        if (requested == 0) {
            return null;
        }
        long percent = used <= Long.MAX_VALUE / 100 ? used * 100 / requested : (long) (100.0 * used / requested);
        return new Result((double) percent / (double) targetPercent, percent, used / pods);
    }

    @Override
    public long fullUse(String pod) {
        return requestsMilli.getOrDefault(pod, 0L) * Math.max(100, targetPercent) / 100;
    }
}
