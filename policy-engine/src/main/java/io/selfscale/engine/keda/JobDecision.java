package io.selfscale.engine.keda;

/**
 * How many jobs to start.
 *
 * @param allowed jobs that may be started, at least 0; KEDA's effective max scale
 * @param asked jobs that are asked for, at least 0; KEDA's scale-to
 */
public record JobDecision(long allowed, long asked) {

    public JobDecision {
        if (allowed < 0 || asked < 0) {
            throw new IllegalArgumentException("job counts must be at least 0 but were " + allowed + " and " + asked);
        }
    }

    /**
     * Decides. With fewer jobs running than must always run, those are all that is started; otherwise the strategy
     * looks at the others.
     *
     * @param demand what the queue asks for
     * @param running jobs that have not ended, pending ones included
     * @param pending jobs that were created and do not run yet
     * @param minReplicas jobs that must always run
     * @param maxReplicas largest number of jobs
     */
    public static JobDecision of(
            JobStrategy strategy, JobDemand demand, long running, long pending, long minReplicas, long maxReplicas) {
        if (running < minReplicas) {
            long missing = minReplicas - running;
            return new JobDecision(missing, missing);
        }
        long allowed = strategy.allowed(demand.maxScale(), running - minReplicas, pending, maxReplicas);
        return new JobDecision(Math.max(0, allowed), strategy.asked(demand.queueLength(), maxReplicas));
    }

    /** Returns the number of jobs to start: those asked for, as far as they are allowed. */
    public long newJobs() {
        return Math.min(allowed, asked);
    }
}
