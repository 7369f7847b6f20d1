package io.selfscale.engine.spec;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What all replicas of a target together may cost, and how many there may be (semantics section 14). Every replica that
 * starts, serves or drains is billed. A budget holds at every instant: what does not fit is not ordered.
 *
 * @param perHour money per hour at most, positive; infinite for no limit
 * @param perMonth money per calendar month at most, positive; infinite for no limit. What is left of it is spread over
 *     the hours that are left
 * @param monthlyReserve part of {@code perMonth} that is not spread, kept for the end of the month; at least 0
 * @param zone in which months begin
 * @param instanceCap replicas of all pools together at most, draining ones included, at least 1
 */
public record BudgetSpec(double perHour, double perMonth, double monthlyReserve, ZoneId zone, int instanceCap) {

    /** No limit. */
    public static final BudgetSpec NONE =
            new BudgetSpec(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, ZoneOffset.UTC, Integer.MAX_VALUE);

    public BudgetSpec {
        Objects.requireNonNull(zone, "zone");
        if (!(perHour > 0) || !(perMonth > 0)) {
            throw new IllegalArgumentException(
                    "a budget must be positive but was " + perHour + " per hour, " + perMonth + " per month");
        }
        if (!(monthlyReserve >= 0) || monthlyReserve >= perMonth) {
            throw new IllegalArgumentException(
                    "0 <= monthlyReserve < perMonth must hold but was " + monthlyReserve + " of " + perMonth);
        }
        if (instanceCap < 1) {
            throw new IllegalArgumentException("instanceCap must be at least 1 but was " + instanceCap);
        }
    }

    /** Returns a budget of money per hour. */
    public static BudgetSpec perHour(double money) {
        return NONE.withPerHour(money);
    }

    /** Returns this with a limit of money per hour. */
    public BudgetSpec withPerHour(double money) {
        return new BudgetSpec(money, perMonth, monthlyReserve, zone, instanceCap);
    }

    /** Returns this with a limit of money per calendar month of a zone. */
    public BudgetSpec withPerMonth(double money, double reserve, ZoneId zone) {
        return new BudgetSpec(perHour, money, reserve, zone, instanceCap);
    }

    /** Returns this with a limit of replicas. */
    public BudgetSpec withInstanceCap(int replicas) {
        return new BudgetSpec(perHour, perMonth, monthlyReserve, zone, replicas);
    }

    /** Tells whether money is limited. */
    public boolean limitsMoney() {
        return perHour < Double.POSITIVE_INFINITY || perMonth < Double.POSITIVE_INFINITY;
    }
}
