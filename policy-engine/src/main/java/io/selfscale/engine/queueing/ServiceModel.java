package io.selfscale.engine.queueing;

import java.time.Duration;

/** How replicas serve requests: what decides how long requests wait at a given arrival rate and size. */
public sealed interface ServiceModel {

    /** Requests that one replica serves at the same time, at least 1. */
    int slots();

    /** Returns the requests per second that one replica serves when it is never idle; positive, maybe infinite. */
    double capacityPerReplica();

    /** Returns the mean service time in seconds of a request that shares its replica with {@code batch - 1} others. */
    double serviceSeconds(double batch);

    /**
     * Returns the share of requests that wait for longer than {@code seconds}. Falls as the replicas grow, grows with the
     * arrivals.
     *
     * @param arrivalsPerSecond of all replicas together; NaN or negative gives NaN
     * @param replicas at least 1
     * @param seconds at least 0
     */
    double waitTail(double arrivalsPerSecond, int replicas, double seconds);

    /** Returns the wait in seconds that a share of requests does not exceed; see {@link #waitTail}. */
    double waitQuantile(double arrivalsPerSecond, int replicas, double share);

    /** Returns arrivals over the most that so many replicas serve; infinite for arrivals without a replica. */
    default double utilization(double arrivalsPerSecond, int replicas) {
        if (!(arrivalsPerSecond >= 0) || replicas < 0) {
            return Double.NaN;
        }
        return arrivalsPerSecond > 0 ? arrivalsPerSecond / (replicas * capacityPerReplica()) : 0;
    }

    /** Returns slots whose service time does not depend on how many are taken, with exponential laws. */
    static ServiceModel multiServer(Duration serviceTime, int slots) {
        return new MultiServer(serviceTime.toNanos() / 1e9, slots, 1, 1);
    }

    /**
     * Returns a server that generates tokens in batches: {@code prefill + tokens * (perToken + batch * perTokenAndRequest)}.
     *
     * @param prefill time before the first token
     * @param tokens mean tokens of a request
     * @param perToken time per token, whatever the batch
     * @param perTokenAndRequest time per token that each request of the batch adds
     * @param slots largest batch
     */
    static ServiceModel batching(
            Duration prefill, double tokens, Duration perToken, Duration perTokenAndRequest, int slots) {
        return new BatchingServer(
                prefill.toNanos() / 1e9, tokens, perToken.toNanos() / 1e9, perTokenAndRequest.toNanos() / 1e9, slots);
    }

    /**
     * Slots that do not disturb one another, all replicas behind one queue: G/G/c with {@code c = replicas * slots} by the
     * exponential approximation of {@link GeneralQueue}.
     *
     * @param serviceSeconds mean service time of a slot, positive
     * @param slots see {@link #slots()}
     * @param arrivalVariability squared coefficient of variation of the time between arrivals, at least 0; 1 for Poisson
     * @param serviceVariability squared coefficient of variation of the service time, at least 0; 1 for exponential
     */
    record MultiServer(double serviceSeconds, int slots, double arrivalVariability, double serviceVariability)
            implements ServiceModel {
        public MultiServer {
            if (!(serviceSeconds > 0) || !Double.isFinite(serviceSeconds)) {
                throw new IllegalArgumentException(
                        "service time must be positive and finite but was " + serviceSeconds + " s");
            }
            requireSlots(slots);
            requireAtLeastZero("arrivalVariability", arrivalVariability);
            requireAtLeastZero("serviceVariability", serviceVariability);
        }

        @Override
        public double capacityPerReplica() {
            return slots / serviceSeconds;
        }

        @Override
        public double serviceSeconds(double batch) {
            return serviceSeconds;
        }

        @Override
        public double waitTail(double arrivalsPerSecond, int replicas, double seconds) {
            return queue(arrivalsPerSecond, replicas).waitTail(seconds);
        }

        @Override
        public double waitQuantile(double arrivalsPerSecond, int replicas, double share) {
            return queue(arrivalsPerSecond, replicas).waitQuantile(share);
        }

        private GeneralQueue queue(double arrivalsPerSecond, int replicas) {
            int servers = (int) Math.min(Integer.MAX_VALUE, (long) replicas * slots);
            return new GeneralQueue(
                    new MultiServerQueue(arrivalsPerSecond, serviceSeconds, servers),
                    arrivalVariability,
                    serviceVariability);
        }
    }

    /**
     * A server of which each step takes longer the more requests share it, such as a vision-language model; arrivals are
     * split evenly over replicas, each with a queue of its own. See {@link BatchingQueue}.
     *
     * @param prefillSeconds time before the first token, at least 0
     * @param tokens mean tokens of a request, at least 0
     * @param perTokenSeconds alpha, time per token whatever the batch, at least 0
     * @param perTokenAndRequestSeconds beta, time per token that each request of the batch adds, at least 0
     * @param slots largest batch; see {@link #slots()}
     */
    record BatchingServer(
            double prefillSeconds, double tokens, double perTokenSeconds, double perTokenAndRequestSeconds, int slots)
            implements ServiceModel {
        public BatchingServer {
            requireAtLeastZero("prefill", prefillSeconds);
            requireAtLeastZero("tokens", tokens);
            requireAtLeastZero("perToken", perTokenSeconds);
            requireAtLeastZero("perTokenAndRequest", perTokenAndRequestSeconds);
            requireSlots(slots);
            double alone = prefillSeconds + tokens * (perTokenSeconds + perTokenAndRequestSeconds);
            double full = prefillSeconds + tokens * (perTokenSeconds + perTokenAndRequestSeconds * slots);
            if (!(alone > 0) || !Double.isFinite(full)) {
                throw new IllegalArgumentException("service time must be positive and finite but was " + alone
                        + " s alone and " + full + " s in a full batch");
            }
        }

        @Override
        public double capacityPerReplica() {
            return slots / serviceSeconds(slots);
        }

        /** Returns {@code S(b) = prefill + tokens * (alpha + beta * b)}. */
        @Override
        public double serviceSeconds(double batch) {
            return prefillSeconds + tokens * (perTokenSeconds + perTokenAndRequestSeconds * batch);
        }

        @Override
        public double waitTail(double arrivalsPerSecond, int replicas, double seconds) {
            return queue(arrivalsPerSecond, replicas).waitTail(seconds);
        }

        @Override
        public double waitQuantile(double arrivalsPerSecond, int replicas, double share) {
            return queue(arrivalsPerSecond, replicas).waitQuantile(share);
        }

        private BatchingQueue queue(double arrivalsPerSecond, int replicas) {
            return new BatchingQueue(arrivalsPerSecond / replicas, this);
        }
    }

    private static void requireSlots(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1 but were " + slots);
        }
    }

    private static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0 but was " + value);
        }
    }
}
