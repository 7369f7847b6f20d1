package io.selfscale.engine.decide;

import io.selfscale.engine.spec.BudgetSpec;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.supply.Packing;
import io.selfscale.policy.ReasonCode;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The largest count that quotas, the instance cap and the budgets allow (semantics section 14): what can be had of what
 * is asked for, never all or nothing. Draining replicas leave soon and are left out here; they are counted when orders are
 * made.
 */
final class SupplyCaps {

    /** Takes what a cap makes of a count. */
    @FunctionalInterface
    interface Sink {
        void cap(String constraint, int count, ReasonCode reason, String detail);
    }

    private final ScalingSpec spec;
    private final Estimate estimate;

    SupplyCaps(ScalingSpec spec, Estimate estimate) {
        this.spec = spec;
        this.estimate = estimate;
    }

    /** Applies each cap to the count that the ones before it left, and returns the last. */
    int apply(int wanted, Sink sink) {
        int count = wanted;
        if (limitsQuota()) {
            count = capped("quota", count, Double.POSITIVE_INFINITY, Long.MAX_VALUE, ReasonCode.QUOTA, sink);
        }
        BudgetSpec budget = spec.budget();
        if (budget.instanceCap() < Integer.MAX_VALUE) {
            count = capped(
                    "instance-cap",
                    count,
                    Double.POSITIVE_INFINITY,
                    budget.instanceCap(),
                    ReasonCode.INSTANCE_CAP,
                    sink);
        }
        if (budget.perHour() < Double.POSITIVE_INFINITY) {
            count = capped(
                    "budget-per-hour", count, budget.perHour(), Long.MAX_VALUE, ReasonCode.BUDGET_PER_HOUR, sink);
        }
        if (budget.perMonth() < Double.POSITIVE_INFINITY) {
            double rate = estimate.supply().spending().monthlyRate(budget, estimate.wallTime());
            count = capped("budget-per-month", count, rate, Long.MAX_VALUE, ReasonCode.BUDGET_PER_MONTH, sink);
        }
        return count;
    }

    private boolean limitsQuota() {
        for (PoolSpec pool : spec.pools()) {
            if (pool.quota() < PoolSpec.UNLIMITED || pool.kind() == PoolSpec.Kind.SPOT) {
                return true;
            }
        }
        return false;
    }

    private int capped(String constraint, int wanted, double money, long instances, ReasonCode reason, Sink sink) {
        int[] live = estimate.census().live();
        int largest = Packing.largest(spec, live, wanted, money, instances);
        if (largest < wanted) {
            sink.cap(constraint, largest, reason, detail(reason, Packing.of(spec, live, largest), money));
        }
        return largest;
    }

    private String detail(ReasonCode reason, Packing packing, double money) {
        return switch (reason) {
            case QUOTA -> packing.instances() + " replicas are all that the pools may hold";
            case INSTANCE_CAP -> packing.instances() + " of " + spec.budget().instanceCap() + " replicas";
            case BUDGET_PER_MONTH ->
                number(packing.perHour()) + " of " + number(money) + " per hour, "
                        + number(estimate.supply().spending().spent()) + " of "
                        + number(spec.budget().perMonth()) + " spent this month";
            default -> number(packing.perHour()) + " of " + number(money) + " per hour";
        };
    }

    static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
