package io.selfscale.engine.keda;

import java.util.Objects;

/**
 * How many new jobs a queue may start beside those that run (semantics section 3, {@code ScaledJob}). Results are bare
 * numbers and may be negative; {@link JobDecision} takes that for none.
 */
public sealed interface JobStrategy {

    /**
     * Returns how many jobs may be started.
     *
     * @param maxScale jobs that the queue asks for, at least 0
     * @param running jobs that have not ended, those that must always run excluded
     * @param pending jobs that were created and do not run yet
     * @param maxReplicas largest number of jobs
     */
    long allowed(long maxScale, long running, long pending, long maxReplicas);

    /**
     * Returns how many jobs are asked for under this strategy.
     *
     * @param queueLength what is asked for otherwise
     * @param maxReplicas largest number of jobs
     */
    default long asked(long queueLength, long maxReplicas) {
        return queueLength;
    }

    /** What the queue asks for, less what runs: for queues that keep an item until its job has ended. */
    record Default() implements JobStrategy {
        @Override
        public long allowed(long maxScale, long running, long pending, long maxReplicas) {
            return maxScale - running;
        }
    }

    /**
     * What the queue asks for, less a fixed number and a share of what runs.
     *
     * @param deduction jobs that are never started, at least 0
     * @param runningFraction share of the running jobs that counts, in [0, 1]; the product is truncated
     */
    record Custom(int deduction, double runningFraction) implements JobStrategy {
        public Custom {
            if (deduction < 0) {
                throw new IllegalArgumentException("deduction must be at least 0 but was " + deduction);
            }
            if (!(runningFraction >= 0 && runningFraction <= 1)) {
                throw new IllegalArgumentException("runningFraction must be in [0, 1] but was " + runningFraction);
            }
        }

        @Override
        public long allowed(long maxScale, long running, long pending, long maxReplicas) {
            return Math.min(maxScale - deduction - (long) (running * runningFraction), maxReplicas);
        }
    }

    /** What the queue asks for, less what has not begun: for queues that give an item away when a job takes it. */
    record Accurate() implements JobStrategy {
        @Override
        public long allowed(long maxScale, long running, long pending, long maxReplicas) {
            return maxScale + running - pending > maxReplicas ? maxReplicas - running : maxScale - pending;
        }
    }

    /** As many as there is room for. */
    record Eager() implements JobStrategy {
        @Override
        public long allowed(long maxScale, long running, long pending, long maxReplicas) {
            return Math.min(maxReplicas - running - pending, maxScale);
        }

        @Override
        public long asked(long queueLength, long maxReplicas) {
            return maxReplicas;
        }
    }

    /** Returns the strategy that KEDA uses if none is named, {@link Default}. */
    static JobStrategy standard() {
        return new Default();
    }

    /**
     * Returns the strategy of a name in a manifest.
     *
     * @param name {@code default}, {@code accurate} or {@code eager}; {@code custom} needs its numbers, see {@link
     *     Custom}
     */
    static JobStrategy named(String name) {
        return switch (Objects.requireNonNull(name, "name")) {
            case "default" -> new Default();
            case "accurate" -> new Accurate();
            case "eager" -> new Eager();
            default ->
                throw new IllegalArgumentException(
                        "a job strategy must be default, accurate or eager but was '" + name + "'");
        };
    }
}
