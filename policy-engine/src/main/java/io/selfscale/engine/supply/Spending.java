package io.selfscale.engine.supply;

import io.selfscale.engine.spec.BudgetSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZonedDateTime;

/**
 * Money spent in the present calendar month (semantics section 14).
 *
 * @param month the month as year times 100 plus month, 0 before the first decision
 * @param spent money spent in it so far, at least 0
 * @param perHour money per hour since the last decision, at least 0
 */
public record Spending(int month, double spent, double perHour) {

    /** Returns the spending before the first decision. */
    public static Spending none() {
        return new Spending(0, 0, 0);
    }

    /**
     * Returns this after time has passed.
     *
     * @param elapsedNanos control time since the last decision; a jump of the wall clock is not billed
     */
    public Spending after(long elapsedNanos, Instant wallTime, BudgetSpec budget) {
        YearMonth now = YearMonth.from(wallTime.atZone(budget.zone()));
        int present = now.getYear() * 100 + now.getMonthValue();
        if (present > month || month <= 0) {
            return new Spending(present, 0, perHour);
        }
        // A clock set back across the turn of the month must not open the old month's budget again; one that was far
        // ahead must not keep a month of the future, but what was spent is spent.
        int held = YearMonth.of(month / 100, month % 100).minusMonths(1).isAfter(now) ? present : month;
        return new Spending(held, spent + perHour * (elapsedNanos / 3.6e12), perHour);
    }

    /** Returns this with what is spent per hour from now on. */
    public Spending at(double perHour) {
        return new Spending(month, spent, perHour);
    }

    /** Returns the money per hour that the budget allows now: the least of its hourly and its monthly limit. */
    public double allowedPerHour(BudgetSpec budget, Instant wallTime) {
        return Math.min(budget.perHour(), monthlyRate(budget, wallTime));
    }

    /** Returns what is left of the month's money, less the reserve, spread over the hours that are left. */
    public double monthlyRate(BudgetSpec budget, Instant wallTime) {
        if (budget.perMonth() == Double.POSITIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        double left = budget.perMonth() - budget.monthlyReserve() - spent;
        return Math.max(0, left) / hoursLeft(budget, wallTime);
    }

    private YearMonth last(YearMonth now) {
        YearMonth held = month == 0 ? now : YearMonth.of(month / 100, month % 100);
        return held.isAfter(now) ? held : now;
    }

    private double hoursLeft(BudgetSpec budget, Instant wallTime) {
        ZonedDateTime now = wallTime.atZone(budget.zone());
        ZonedDateTime end = last(YearMonth.from(now)).plusMonths(1).atDay(1).atStartOfDay(budget.zone());
        return Math.max(1.0 / 60, Duration.between(now, end).toNanos() / 3.6e12);
    }
}
