package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.simulation.figure.Figures;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A figure of the table of figures.
 *
 * @param label what it is, with its unit
 * @param value its value
 * @param text how the value is written
 * @param best which value is the best one
 */
record FigureRow(String label, ToDoubleFunction<Entry> value, DoubleFunction<String> text, Best best) {

    /** Which value is the best. */
    enum Best {
        LEAST,
        /** The least of those that meet the goal: doing too little is cheap. */
        LEAST_THAT_MEETS_THE_GOAL,
        GREATEST,
        NONE
    }

    /** All of them, in the order of the table. */
    static final List<FigureRow> ALL = List.of(
            new FigureRow("Served in time, % of all requests", Entry::attainment, Numbers::percent, Best.GREATEST),
            row("Cost", Figures::cost, Best.LEAST_THAT_MEETS_THE_GOAL),
            new FigureRow(
                    "Cost per 1,000 good requests",
                    Entry::costPerThousandGood,
                    Numbers::text,
                    Best.LEAST_THAT_MEETS_THE_GOAL),
            row("Replica-hours", Figures::replicaHours, Best.LEAST_THAT_MEETS_THE_GOAL),
            row("Wait p50, s", figures -> figures.waitSeconds().p50(), Best.LEAST),
            row("Wait p95, s", figures -> figures.waitSeconds().p95(), Best.LEAST),
            row("Wait p99, s", figures -> figures.waitSeconds().p99(), Best.LEAST),
            share("Rejected or gave up, %", Figures::rejectedShare),
            share("Never served, %", Figures::unservedShare),
            share("Degraded, %", Figures::degradedShare),
            row("Under-provisioning, % of need", figures -> figures.elasticity().underProvisioningPct(), Best.LEAST),
            row("Over-provisioning, % of need", figures -> figures.elasticity().overProvisioningPct(), Best.LEAST),
            row("Time with too few, %", figures -> figures.elasticity().underTimesharePct(), Best.LEAST),
            row("Time with too many, %", figures -> figures.elasticity().overTimesharePct(), Best.NONE),
            row("Overshoot, %", Figures::overshootPct, Best.NONE),
            row("Actions per day", Figures::actionsPerDay, Best.NONE),
            row("Reversals per day", Figures::reversalsPerDay, Best.LEAST),
            row("Order to ready, p50, s", figures -> figures.timeToReady().p50(), Best.NONE),
            row("Order to ready, p95, s", figures -> figures.timeToReady().p95(), Best.NONE),
            row("Need to ready, p50, s", figures -> figures.needToReady().p50(), Best.LEAST),
            row("Need to ready, p95, s", figures -> figures.needToReady().p95(), Best.LEAST),
            row("Replica-minutes never used", Figures::wastedReplicaMinutes, Best.LEAST));

    private static FigureRow row(String label, ToDoubleFunction<Figures> value, Best best) {
        return new FigureRow(label, entry -> value.applyAsDouble(entry.figures()), Numbers::text, best);
    }

    private static FigureRow share(String label, ToDoubleFunction<Figures> value) {
        return row(label, figures -> 100 * value.applyAsDouble(figures), Best.LEAST);
    }

    /** Returns the best of the values, or NaN if none is to be marked: all are alike, or none may be the best. */
    double bestOf(List<Entry> all, double goal) {
        double least = all.stream().mapToDouble(value).min().orElse(Double.NaN);
        double greatest = all.stream().mapToDouble(value).max().orElse(Double.NaN);
        if (all.size() < 2 || Double.compare(least, greatest) == 0) {
            return Double.NaN;
        }
        return switch (best) {
            case NONE -> Double.NaN;
            case GREATEST ->
                all.stream().mapToDouble(value).filter(Double::isFinite).max().orElse(Double.NaN);
            case LEAST ->
                all.stream().mapToDouble(value).filter(Double::isFinite).min().orElse(Double.NaN);
            case LEAST_THAT_MEETS_THE_GOAL ->
                all.stream()
                        .filter(entry -> entry.attainment() >= goal)
                        .mapToDouble(value)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(Double.NaN);
        };
    }
}
