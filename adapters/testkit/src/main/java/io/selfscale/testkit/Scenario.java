package io.selfscale.testkit;

import java.util.Objects;

/**
 * A world that a property drew: everything that happens to a {@link VirtualTarget}, but for what the decisions do.
 *
 * @param setup the scaling target
 * @param load the load offered to it
 * @param spread relative difference of the load of single replicas from their mean, in [0, 1)
 * @param pool how its pool behaves
 * @param ticks how long it is watched, at least 1
 */
public record Scenario(TargetSetup setup, LoadProfile load, double spread, PoolConditions pool, int ticks) {

    public Scenario {
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(load, "load");
        Objects.requireNonNull(pool, "pool");
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("spread must be in [0, 1) but was " + spread);
        }
        if (ticks < 1) {
            throw new IllegalArgumentException("ticks must be at least 1 but was " + ticks);
        }
    }

    /** Returns constant load on an ideal pool. */
    public static Scenario steady(TargetSetup setup, double load, int initialReady, int ticks) {
        return new Scenario(setup, LoadProfile.constant(load), 0, PoolConditions.ideal(initialReady), ticks);
    }
}
