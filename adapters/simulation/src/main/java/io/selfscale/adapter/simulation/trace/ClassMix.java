package io.selfscale.adapter.simulation.trace;

import java.util.List;

/** Which priority class a request is of; no recording says so. Class 0 is served first. */
public sealed interface ClassMix {

    /** All are of class 0. */
    record Single() implements ClassMix {}

    /**
     * Drawn anew for each request.
     *
     * @param shares of classes 0, 1, ...: each in [0, 1], together 1; 1 to 128; copied
     */
    record PerRequest(List<Double> shares) implements ClassMix {
        public PerRequest {
            shares = checked(shares);
        }
    }

    /**
     * Drawn once for each sender by the hash of its name, so that it has the same class in each run, whatever the seed.
     * The shares are those of senders, not of requests. Only for recordings with senders.
     *
     * @param shares of classes 0, 1, ...: each in [0, 1], together 1; 1 to 128; copied
     */
    record PerClient(List<Double> shares) implements ClassMix {
        public PerClient {
            shares = checked(shares);
        }
    }

    private static List<Double> checked(List<Double> shares) {
        if (shares.isEmpty() || shares.size() > 128) {
            throw new IllegalArgumentException("there must be 1 to 128 classes but were " + shares.size());
        }
        double sum = 0;
        for (double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the share of a class must be in [0, 1] but was " + share);
            }
            sum += share;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("the shares of classes must add up to 1 but were " + shares);
        }
        return List.copyOf(shares);
    }
}
