package io.selfscale.engine.keda;

import java.util.List;

/**
 * What all triggers together ask for.
 *
 * @param active whether any trigger is used, or some jobs must always run
 * @param queueLength work that waits, rounded up, at least 0
 * @param maxScale jobs that it asks for, rounded up, at least 0
 */
public record JobDemand(boolean active, long queueLength, long maxScale) {

    /** How several triggers become one figure; only active ones count. */
    public enum Calculation {
        /** The trigger with the longest queue. */
        MAX,
        /** The trigger with the shortest queue. */
        MIN,
        /** The means of queues and of jobs. */
        AVERAGE,
        /** The sums of queues and of jobs. */
        SUM
    }

    public JobDemand {
        if (queueLength < 0 || maxScale < 0) {
            throw new IllegalArgumentException(
                    "queue length and jobs must be at least 0 but were " + queueLength + " and " + maxScale);
        }
    }

    /**
     * Returns what triggers ask for.
     *
     * @param minReplicas jobs that must always run
     * @param maxReplicas largest number of jobs
     */
    public static JobDemand of(Calculation calculation, List<JobTrigger> triggers, long minReplicas, long maxReplicas) {
        double queue = 0;
        double jobs = 0;
        int used = 0;
        for (JobTrigger trigger : triggers) {
            if (!trigger.active()) {
                continue;
            }
            double own = trigger.jobs(maxReplicas);
            switch (calculation) {
                case MAX -> {
                    // A trigger with an empty queue is not used: it asks for nothing.
                    if (trigger.queueLength() > queue) {
                        queue = trigger.queueLength();
                        jobs = own;
                        used++;
                    }
                }
                case MIN -> {
                    if (used == 0 || trigger.queueLength() < queue) {
                        queue = trigger.queueLength();
                        jobs = own;
                    }
                    used++;
                }
                case AVERAGE, SUM -> {
                    queue += trigger.queueLength();
                    jobs += own;
                    used++;
                }
            }
        }
        if (calculation == Calculation.AVERAGE && used > 0) {
            queue /= used;
            jobs /= used;
        }
        return new JobDemand(used > 0 || minReplicas > 0, (long) Math.ceil(queue), (long)
                Math.ceil(Math.min(jobs, (double) maxReplicas)));
    }
}
