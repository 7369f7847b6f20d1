package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.figure.Figures;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * One figure in the table.
 *
 * @param label what it is
 * @param value of a policy against a load; NaN where there is none
 * @param decimals shown
 * @param unit behind each value; may be empty
 * @param best which value is the best
 */
record Row(String label, ToDoubleBiFunction<TraceResult, PolicyResult> value, int decimals, String unit, Best best) {

    /** Which value is the best. */
    enum Best {
        /** None is. */
        NONE,
        /** The greatest. */
        GREATEST,
        /** The least. */
        LEAST,
        /** The least of the policies that meet the SLO: doing nothing is cheap. */
        LEAST_OF_GOOD
    }

    private static Row of(
            String label, ToDoubleBiFunction<TraceResult, PolicyResult> value, int decimals, String unit) {
        return new Row(label, value, decimals, unit, Best.LEAST);
    }

    private static Row figure(
            String label, java.util.function.ToDoubleFunction<Figures> value, int decimals, String unit) {
        return of(label, (trace, result) -> value.applyAsDouble(result.figures()), decimals, unit);
    }

    private Row with(Best other) {
        return new Row(label, value, decimals, unit, other);
    }

    /** The table, from top to bottom. */
    static final List<Row> ALL = List.of(
            of("SLO attained", (trace, result) -> 100 * result.attainment(), 2, " %")
                    .with(Best.GREATEST),
            figure("cost", Figures::cost, 2, "").with(Best.LEAST_OF_GOOD),
            of("cost per 1,000 good", (trace, result) -> result.costPerThousandGood(), 3, "")
                    .with(Best.LEAST_OF_GOOD),
            figure("replica-hours", Figures::replicaHours, 1, "").with(Best.LEAST_OF_GOOD),
            of(
                            "  of static-peak",
                            (trace, result) -> 100 * result.figures().replicaHours() / trace.peakHours(),
                            0,
                            " %")
                    .with(Best.NONE),
            figure("wait p50", figures -> figures.waitSeconds().p50(), 2, " s"),
            figure("wait p95", figures -> figures.waitSeconds().p95(), 2, " s"),
            figure("wait p99", figures -> figures.waitSeconds().p99(), 2, " s"),
            figure("rejected, gave up", figures -> 100 * figures.rejectedShare(), 2, " %"),
            figure("never served", figures -> 100 * figures.unservedShare(), 2, " %"),
            figure("degraded", figures -> 100 * figures.degradedShare(), 2, " %"),
            figure("too few replicas", figures -> figures.elasticity().underProvisioningPct(), 2, " %"),
            figure("  share of time", figures -> figures.elasticity().underTimesharePct(), 1, " %"),
            figure("too many replicas", figures -> figures.elasticity().overProvisioningPct(), 1, " %"),
            figure("  share of time", figures -> figures.elasticity().overTimesharePct(), 1, " %"),
            figure("actions a day", Figures::actionsPerDay, 1, ""),
            figure("reversals a day", Figures::reversalsPerDay, 1, ""),
            figure("order to ready p50", figures -> figures.timeToReady().p50(), 1, " s")
                    .with(Best.NONE),
            figure("need to ready p50", figures -> figures.needToReady().p50(), 1, " s"),
            figure("unused replicas", Figures::wastedReplicaMinutes, 1, " min"),
            of("run took", (trace, result) -> result.wallSeconds(), 2, " s").with(Best.NONE));
}
