package io.selfscale.policy;

import java.util.List;
import java.util.Objects;

/**
 * What the proposals came to, before any constraint.
 *
 * @param replicas the count they come to, at least 0
 * @param reason how
 * @param deciders names of the policies (or signals, for a veto by blindness) that made it so; copied
 */
public record Combination(int replicas, ReasonCode reason, List<String> deciders) {
    public Combination {
        Objects.requireNonNull(reason, "reason");
        deciders = List.copyOf(deciders);
    }
}
