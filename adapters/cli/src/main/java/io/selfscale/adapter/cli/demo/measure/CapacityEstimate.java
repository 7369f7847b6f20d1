package io.selfscale.adapter.cli.demo.measure;

/**
 * The requests per second that one worker serves while it has something to do: completed requests divided by busy
 * seconds. Old measurements fade, so that the estimate follows the load it is about.
 */
public final class CapacityEstimate {

    /** Busy time of one worker after which a measurement counts for 1/e of a new one. */
    private static final double MEMORY_BUSY_SECONDS = 30;

    private double completed;
    private double busySeconds;

    /**
     * Creates an estimate.
     *
     * @param perSecond what was measured beforehand, positive
     * @param busySeconds the busy time it was measured over, positive
     */
    public CapacityEstimate(double perSecond, double busySeconds) {
        if (!(perSecond > 0) || !(busySeconds > 0)) {
            throw new IllegalArgumentException(
                    "a capacity and its busy time must be positive but were " + perSecond + " and " + busySeconds);
        }
        this.completed = perSecond * busySeconds;
        this.busySeconds = busySeconds;
    }

    /**
     * Takes what happened since the last call into account.
     *
     * @param moreCompleted requests completed, not negative
     * @param moreBusySeconds busy time, summed over workers, not negative
     */
    public void add(long moreCompleted, double moreBusySeconds) {
        double kept = Math.exp(-moreBusySeconds / MEMORY_BUSY_SECONDS);
        completed = completed * kept + moreCompleted;
        busySeconds = busySeconds * kept + moreBusySeconds;
    }

    /** Returns the requests per second that one worker serves; positive. */
    public double perSecond() {
        // Completions come after the busy time they took; a long first request must not make this zero.
        return Math.max(completed, 1e-3) / busySeconds;
    }
}
