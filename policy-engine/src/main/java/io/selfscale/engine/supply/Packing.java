package io.selfscale.engine.supply;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.List;

/**
 * How a count would be spread over the pools, from what they hold now: the cheapest capacity that can be had first, the
 * dearest given up first (semantics section 14).
 *
 * @param units capacity reached, in replicas of weight 1; less than asked for where quotas end
 * @param perHour what all of it costs per hour
 * @param instances replicas
 */
public record Packing(long units, double perHour, long instances) {

    /** Rounding errors of money sums that do not count. */
    static final double CENT_FRACTION = 1e-9;

    /**
     * Returns the packing of a count.
     *
     * @param held replicas by pool, in the order of {@link ScalingSpec#pools()}; not changed
     */
    public static Packing of(ScalingSpec spec, int[] held, long units) {
        int[] counts = held.clone();
        long reached = units(spec.pools(), counts);
        if (reached > units) {
            shrink(spec, counts, reached - units);
        } else if (reached < units) {
            grow(spec, counts, units - reached, units);
        }
        double perHour = 0;
        long instances = 0;
        for (int i = 0; i < counts.length; i++) {
            perHour += counts[i] * spec.pools().get(i).cost().perHour();
            instances += counts[i];
        }
        return new Packing(units(spec.pools(), counts), perHour, instances);
    }

    private static void shrink(ScalingSpec spec, int[] counts, long excess) {
        long left = excess;
        for (int pool : spec.shrinkOrder()) {
            int weight = spec.pools().get(pool).cost().capacityWeight();
            long removed = Math.min(counts[pool], left / weight);
            counts[pool] -= (int) removed;
            left -= removed * weight;
        }
    }

    private static void grow(ScalingSpec spec, int[] counts, long lacking, long units) {
        long spotRoom = spec.spot().largestSpot((int) Math.min(Integer.MAX_VALUE, units)) - spotUnits(spec, counts);
        long left = lacking;
        for (int index : spec.growthOrder()) {
            if (left <= 0) {
                return;
            }
            PoolSpec pool = spec.pools().get(index);
            int weight = pool.cost().capacityWeight();
            long room = Math.max(0, (long) pool.quota() - counts[index]);
            if (pool.kind() == PoolSpec.Kind.SPOT) {
                room = Math.min(room, Math.max(0, spotRoom / weight));
            }
            long added = Math.min(room, (left + weight - 1) / weight);
            counts[index] += (int) added;
            left -= added * weight;
            if (pool.kind() == PoolSpec.Kind.SPOT) {
                spotRoom -= added * weight;
            }
        }
    }

    /** Returns the capacity that spot pools hold. */
    public static long spotUnits(ScalingSpec spec, int[] counts) {
        long units = 0;
        for (int i = 0; i < counts.length; i++) {
            PoolSpec pool = spec.pools().get(i);
            if (pool.kind() == PoolSpec.Kind.SPOT) {
                units += (long) counts[i] * pool.cost().capacityWeight();
            }
        }
        return units;
    }

    private static long units(List<PoolSpec> pools, int[] counts) {
        long units = 0;
        for (int i = 0; i < counts.length; i++) {
            units += (long) counts[i] * pools.get(i).cost().capacityWeight();
        }
        return units;
    }

    private boolean fits(long wanted, double money, long instancesAllowed) {
        return units >= wanted
                && perHour <= money + CENT_FRACTION * Math.max(1, money)
                && instances <= instancesAllowed;
    }

    /**
     * Returns the largest count, at most {@code wanted}, that can be held.
     *
     * @param money money per hour at most; infinite for no limit
     * @param instances replicas at most
     */
    public static int largest(ScalingSpec spec, int[] held, int wanted, double money, long instances) {
        if (of(spec, held, wanted).fits(wanted, money, instances)) {
            return wanted;
        }
        int possible = 0;
        int impossible = wanted;
        while (impossible - possible > 1) {
            int middle = possible + (impossible - possible) / 2;
            if (of(spec, held, middle).fits(middle, money, instances)) {
                possible = middle;
            } else {
                impossible = middle;
            }
        }
        return possible;
    }
}
