package io.selfscale.adapter.simulation.backtest;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.Objects;

/**
 * What a policy is tried against.
 *
 * @param demand what arrives
 * @param world the world
 * @param min smallest replica count, in place of the policy's; at least 0
 * @param max largest replica count, in place of the policy's; at least {@code min} and 1
 */
public record Setting(Demand demand, WorldSettings world, int min, int max) {
    public Setting {
        Objects.requireNonNull(demand, "demand");
        Objects.requireNonNull(world, "world");
        if (min < 0 || max < Math.max(1, min)) {
            throw new IllegalArgumentException("0 <= min <= max and 1 <= max must hold but was " + min + ", " + max);
        }
    }
}
