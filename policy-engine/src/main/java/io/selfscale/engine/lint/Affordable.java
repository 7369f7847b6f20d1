package io.selfscale.engine.lint;

import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.Comparator;
import java.util.List;

/** What capacity costs, and how much of it there can be: cheapest pools first (semantics section 14). */
final class Affordable {

    /** Hours of the longest month. */
    static final int HOURS_PER_MONTH = 744;

    private Affordable() {}

    /** Returns the money per hour that so many units cost at least; infinite if quotas do not allow them. */
    static double costPerHour(ScalingSpec spec, int units) {
        double cost = 0;
        long left = units;
        for (PoolSpec pool : cheapestFirst(spec)) {
            long wanted = Math.floorDiv(left + weight(pool) - 1, (long) weight(pool));
            long taken = Math.min(wanted, pool.quota());
            cost += taken * pool.cost().perHour();
            left -= taken * weight(pool);
            if (left <= 0) {
                return cost;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Returns the money per hour that may be spent on the average of a month. */
    static double moneyPerHour(ScalingSpec spec) {
        double monthly = (spec.budget().perMonth() - spec.budget().monthlyReserve()) / HOURS_PER_MONTH;
        return Math.min(spec.budget().perHour(), monthly);
    }

    /** Returns the largest number of units that quotas, instance cap and budget allow. */
    static long largest(ScalingSpec spec) {
        double money = moneyPerHour(spec);
        long instances = spec.budget().instanceCap();
        long units = 0;
        for (PoolSpec pool : cheapestFirst(spec)) {
            double price = pool.cost().perHour();
            long paid = price == 0 ? Long.MAX_VALUE : (long) Math.floor(money / price + 1e-9);
            long taken = Math.max(0, Math.min(Math.min(paid, pool.quota()), instances));
            money -= price == 0 ? 0 : taken * price;
            instances -= taken;
            units += taken * weight(pool);
        }
        return units;
    }

    private static int weight(PoolSpec pool) {
        return pool.cost().capacityWeight();
    }

    private static List<PoolSpec> cheapestFirst(ScalingSpec spec) {
        return spec.pools().stream()
                .sorted(Comparator.<PoolSpec>comparingDouble(pool -> pool.cost().perHour() / weight(pool))
                        .thenComparing(PoolSpec::name))
                .toList();
    }
}
