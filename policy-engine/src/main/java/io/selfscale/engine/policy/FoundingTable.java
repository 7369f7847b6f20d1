package io.selfscale.engine.policy;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;

/**
 * The threshold table Selfscale began with (semantics section 7): out if any signal says out, in only if all agree.
 *
 * <table>
 * <caption>Thresholds and windows</caption>
 * <tr><th>signal</th><th>out</th><th>in</th><th>statistic</th><th>evaluated</th></tr>
 * <tr><td>GPU utilization</td><td>above 70 % for 5 min</td><td>below 30 % for 30 min</td><td>sustained</td><td>every minute</td></tr>
 * <tr><td>latency</td><td>above 500 ms over 30 s</td><td>below 200 ms over 30 s</td><td>mean</td><td>at every tick</td></tr>
 * <tr><td>connections per replica</td><td>above 100 over 2 min</td><td>below 20 over 2 min</td><td>mean</td><td>at every tick</td></tr>
 * </table>
 */
public final class FoundingTable {

    private FoundingTable() {}

    /**
     * Returns the table.
     *
     * @param gpu a utilization in [0, 1]
     * @param latency in seconds
     * @param connections open connections per replica
     */
    public static List<Policy<?>> of(Signal gpu, Signal latency, Signal connections) {
        return compressed(gpu, latency, connections, 1);
    }

    /**
     * Returns the table with every window and period divided by a factor, for rehearsals in compressed time.
     *
     * @param factor at least 1
     */
    public static List<Policy<?>> compressed(Signal gpu, Signal latency, Signal connections, double factor) {
        if (!(factor >= 1 && factor <= 1e6)) {
            throw new IllegalArgumentException("the time factor must be in [1, 1e6] but was " + factor);
        }
        return List.of(
                ThresholdBand.on(gpu)
                        .outAbove(0.70, divide(Duration.ofMinutes(5), factor))
                        .inBelow(0.30, divide(Duration.ofMinutes(30), factor))
                        .every(divide(Duration.ofMinutes(1), factor)),
                ThresholdBand.on(latency)
                        .outAbove(0.500, divide(Duration.ofSeconds(30), factor))
                        .inBelow(0.200, divide(Duration.ofSeconds(30), factor))
                        .by(Statistic.mean()),
                ThresholdBand.on(connections)
                        .outAbove(100, divide(Duration.ofMinutes(2), factor))
                        .inBelow(20, divide(Duration.ofMinutes(2), factor))
                        .by(Statistic.mean()));
    }

    private static Duration divide(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() / factor));
    }
}
