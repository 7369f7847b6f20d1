package io.selfscale.adapter.cli.demo.measure;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Completed requests per second by the number of ready workers, over the stretches between two looks in which that
 * number did not change and requests waited both at the beginning and at the end. The waiting ones prove that no worker
 * could have been idle in between.
 */
public final class SaturationMeter {

    /** Less time than this says nothing: with ten requests a second, one more or less is a tenth of the result. */
    private static final double LEAST_SECONDS = 1;

    private record Look(long nanos, int ready, int queued, long completed) {}

    private static final class Sum {
        private double seconds;
        private long completed;
    }

    private final SortedMap<Integer, Sum> sums = new TreeMap<>();
    private @Nullable Look last;

    /** Creates a meter that has seen nothing. */
    public SaturationMeter() {}

    /**
     * Takes a look.
     *
     * @param nanos elapsed time, not before that of the last look
     * @param ready workers that serve
     * @param queued requests that wait for a worker
     * @param completed requests completed so far, which never falls
     */
    public void look(long nanos, int ready, int queued, long completed) {
        Look before = last;
        last = new Look(nanos, ready, queued, completed);
        if (before == null || before.ready != ready || before.queued == 0 || queued == 0 || ready == 0) {
            return;
        }
        Sum sum = sums.computeIfAbsent(ready, count -> new Sum());
        sum.seconds += (nanos - before.nanos) / 1e9;
        sum.completed += completed - before.completed;
    }

    /** Returns the requests per second for each number of ready workers that was saturated for a second or more. */
    public SortedMap<Integer, Double> perSecondByReady() {
        SortedMap<Integer, Double> result = new TreeMap<>();
        sums.forEach((ready, sum) -> {
            if (sum.seconds >= LEAST_SECONDS) {
                result.put(ready, Math.round(100 * sum.completed / sum.seconds) / 100.0);
            }
        });
        return result;
    }
}
