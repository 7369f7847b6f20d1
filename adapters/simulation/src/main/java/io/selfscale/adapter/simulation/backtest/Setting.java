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
 * @param goal share of all requests that is to be served with a wait that is in time, in (0, 1)
 */
public record Setting(Demand demand, WorldSettings world, int min, int max, double goal) {

    /** The goal of the standard world: 99 of 100 requests. */
    public static final double STANDARD_GOAL = 0.99;

    public Setting {
        Objects.requireNonNull(demand, "demand");
        Objects.requireNonNull(world, "world");
        if (min < 0 || max < Math.max(1, min)) {
            throw new IllegalArgumentException("0 <= min <= max and 1 <= max must hold but was " + min + ", " + max);
        }
        if (!(goal > 0 && goal < 1)) {
            throw new IllegalArgumentException("goal must be in (0, 1) but was " + goal);
        }
    }

    /** Creates a setting with the goal of the standard world. */
    public Setting(Demand demand, WorldSettings world, int min, int max) {
        this(demand, world, min, max, STANDARD_GOAL);
    }
}
