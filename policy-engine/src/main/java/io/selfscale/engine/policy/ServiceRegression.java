package io.selfscale.engine.policy;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.policy.MemoryCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has been seen of service times: the memory of {@link ObjectiveSizing}. Weighted means and centred sums, so that
 * nothing cancels; older measurements weigh less by {@code exp(-age / memory)}. Opaque to users.
 *
 * @param newestNanos control time of the newest measurement counted; {@link Long#MIN_VALUE} for none
 * @param weight sum of weights
 * @param batch weighted mean of the occupancy
 * @param seconds weighted mean of the service time
 * @param sumBatch weighted sum of squared deviations of the occupancy
 * @param sumBoth weighted sum of products of deviations
 * @param sumSeconds weighted sum of squared deviations of the service time
 */
public record ServiceRegression(
        long newestNanos,
        double weight,
        double batch,
        double seconds,
        double sumBatch,
        double sumBoth,
        double sumSeconds) {

    /** Nothing seen. */
    static final ServiceRegression NOTHING = new ServiceRegression(Long.MIN_VALUE, 0, 0, 0, 0, 0, 0);

    /** Occupancies this close to one another, as a variance, tell no slope. */
    private static final double LEAST_VARIANCE = 1e-9;

    public ServiceRegression {
        double sum = weight + batch + seconds + sumBatch + sumBoth + sumSeconds;
        if (!Double.isFinite(sum) || weight < 0 || sumBatch < 0 || sumSeconds < 0) {
            throw new IllegalArgumentException("a regression must be finite and its squares at least 0 but was weight "
                    + weight + ", squares " + sumBatch + " and " + sumSeconds);
        }
    }

    /** Returns this with one measurement more, which must not be absurd (at most 1e9 seconds). */
    ServiceRegression with(long measuredNanos, double newBatch, double newSeconds, Duration memory) {
        if (!(newSeconds <= 1e9)) {
            return this;
        }
        double passed = newestNanos == Long.MIN_VALUE ? 0 : Math.max(0, measuredNanos - newestNanos);
        double kept = Math.exp(-passed / memory.toNanos());
        double total = kept * weight + 1;
        double offBatch = newBatch - batch;
        double offSeconds = newSeconds - seconds;
        double share = kept * weight / total;
        return new ServiceRegression(
                Math.max(newestNanos, measuredNanos),
                total,
                batch + offBatch / total,
                seconds + offSeconds / total,
                kept * sumBatch + share * offBatch * offBatch,
                kept * sumBoth + share * offBatch * offSeconds,
                kept * sumSeconds + share * offSeconds * offSeconds);
    }

    /** Returns this counting nothing measured until then again. */
    ServiceRegression seenUntil(long nanos) {
        return new ServiceRegression(nanos, weight, batch, seconds, sumBatch, sumBoth, sumSeconds);
    }

    /** Returns the seconds that each further request adds, NaN if occupancy did not vary. */
    double slope() {
        return sumBatch > LEAST_VARIANCE * weight ? sumBoth / sumBatch : Double.NaN;
    }

    /** Returns the predicted service time in seconds, NaN if it is not known. */
    double predict(double atBatch, boolean sloped) {
        return sloped ? seconds + slope() * (atBatch - batch) : seconds;
    }

    /**
     * Returns the standard error of the prediction, {@code sigma sqrt(1/n + (b - mean)^2 / sum)}: it grows away from what
     * was seen. NaN if it is not known.
     */
    double standardError(double atBatch, boolean sloped) {
        double degrees = weight - (sloped ? 2 : 1);
        double residual = sloped ? Math.max(0, sumSeconds - slope() * sumBoth) : sumSeconds;
        double off = atBatch - batch;
        double leverage = 1 / weight + (sloped ? off * off / sumBatch : 0);
        return degrees > 0 ? Math.sqrt(residual / degrees * leverage) : Double.NaN;
    }

    /** Returns how it is kept. */
    static MemoryCodec<ServiceRegression> codec() {
        return new Codec();
    }

    private static final class Codec implements MemoryCodec<ServiceRegression> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public String encode(ServiceRegression memory) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("newest", memory.newestNanos());
            json.put("weight", memory.weight());
            json.put("batch", memory.batch());
            json.put("seconds", memory.seconds());
            json.put("batch2", memory.sumBatch());
            json.put("both", memory.sumBoth());
            json.put("seconds2", memory.sumSeconds());
            return JsonWriter.write(json);
        }

        @Override
        public ServiceRegression decode(int version, String text) {
            JsonObject json = JsonReader.readObject(text);
            return new ServiceRegression(
                    json.integer("newest"),
                    json.number("weight"),
                    json.number("batch"),
                    json.number("seconds"),
                    json.number("batch2"),
                    json.number("both"),
                    json.number("seconds2"));
        }
    }
}
