package io.selfscale.engine.lint;

import io.selfscale.engine.spec.BudgetSpec;

/** The smallest size must be affordable at all times, or a budget would size to nothing (semantics section 14). */
final class MinBudget implements Check {

    @Override
    public void check(Subject subject, Findings findings) {
        int min = subject.spec().target().min();
        BudgetSpec budget = subject.spec().budget();
        if (min == 0 || !budget.limitsMoney()) {
            return;
        }
        double cost = Affordable.costPerHour(subject.spec(), min);
        if (cost > budget.perHour()) {
            findings.error(
                    LintCode.MIN_OVER_BUDGET,
                    "budget.perHour",
                    Wording.replicas(min) + " (replicas.min) cost " + Wording.number(cost)
                            + " per hour within the quotas, more than the budget of "
                            + Wording.number(budget.perHour()),
                    "raise the budget, lower replicas.min, or raise the quota of the cheapest pool");
        }
        double month = cost * Affordable.HOURS_PER_MONTH;
        double allowed = budget.perMonth() - budget.monthlyReserve();
        if (month > allowed) {
            findings.error(
                    LintCode.MIN_OVER_BUDGET,
                    "budget.perMonth",
                    Wording.replicas(min) + " (replicas.min) cost " + Wording.number(month) + " in a month of "
                            + Affordable.HOURS_PER_MONTH + " hours, more than the budget of " + Wording.number(allowed)
                            + " (reserve taken off)",
                    "raise the budget, or lower replicas.min");
        }
    }
}
