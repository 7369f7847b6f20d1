package io.selfscale.adapter.cli.demo.gateway;

import java.time.Duration;

/** What can be said about the latency of the last moments. */
public sealed interface RecentLatency {

    /** Nothing was answered, and nothing waits for an answer. */
    record Idle() implements RecentLatency {}

    /**
     * Requests were answered.
     *
     * @param mean of the answers, from arrival to answer
     * @param answers at least 1
     */
    record Answered(Duration mean, long answers) implements RecentLatency {
        public Answered {
            if (answers < 1 || mean.isNegative()) {
                throw new IllegalArgumentException(
                        "a mean needs an answer, and no answer comes before its request, but it was " + mean + " of "
                                + answers);
            }
        }
    }

    /**
     * Nothing was answered although something waits: the latency is this at least.
     *
     * @param atLeast age of the oldest request without an answer
     */
    record Stalled(Duration atLeast) implements RecentLatency {
        public Stalled {
            if (atLeast.isNegative()) {
                throw new IllegalArgumentException("an age must not be negative but was " + atLeast);
            }
        }
    }

    /** Returns the latency to act on: the mean, or the age of what waits, or zero if idle. */
    default Duration value() {
        if (this instanceof Answered answered) {
            return answered.mean();
        }
        if (this instanceof Stalled stalled) {
            return stalled.atLeast();
        }
        return Duration.ZERO;
    }
}
