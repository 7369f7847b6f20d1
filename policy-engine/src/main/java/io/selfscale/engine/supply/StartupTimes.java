package io.selfscale.engine.supply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Start-up times seen lately in one pool; the recent past only, so that a faster image shows soon.
 *
 * @param pool name of the pool
 * @param millis the last {@value #KEPT} start-up times in milliseconds, oldest first; copied
 */
public record StartupTimes(String pool, List<Integer> millis) {

    /** Start-up times kept. */
    public static final int KEPT = 20;

    /** Start-up times that must have been seen before they count. */
    public static final int ENOUGH = 5;

    public StartupTimes {
        millis = List.copyOf(millis);
    }

    /** Returns this and one more start-up time; one beyond 24 days counts as 24 days. */
    public StartupTimes with(Duration startup) {
        List<Integer> next = new ArrayList<>(millis.subList(Math.max(0, millis.size() - KEPT + 1), millis.size()));
        next.add((int) Math.max(0, Math.min(Integer.MAX_VALUE, startup.toMillis())));
        return new StartupTimes(pool, next);
    }

    /** Tells whether enough has been seen. */
    public boolean isEnough() {
        return millis.size() >= ENOUGH;
    }

    /**
     * Returns the nearest-rank quantile of what has been seen; zero if nothing was.
     *
     * @param share in (0, 1]
     */
    public Duration quantile(double share) {
        if (millis.isEmpty()) {
            return Duration.ZERO;
        }
        List<Integer> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.size() - 1e-9);
        return Duration.ofMillis(sorted.get(Math.max(0, Math.min(sorted.size(), rank) - 1)));
    }
}
