package io.selfscale.policy;

import org.jspecify.annotations.Nullable;

/**
 * The replicas at the moment of a decision.
 *
 * @param ready serving, draining ones excluded
 * @param inFlight asked for and not there yet, expired ones excluded
 * @param draining serving what they have
 * @param demand what they have to carry, or null if it is not known
 */
public record Capacity(
        int ready, int inFlight, int draining, @Nullable Demand demand) {
    public Capacity {
        if (ready < 0 || inFlight < 0 || draining < 0) {
            throw new IllegalArgumentException("replica counts must be at least 0");
        }
    }
}
