package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Lag;
import io.selfscale.adapter.cli.report.series.RequestBins;
import io.selfscale.adapter.cli.report.series.StepBins;
import io.selfscale.adapter.cli.report.series.TickBins;
import io.selfscale.adapter.cli.report.series.TimeBins;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.figure.DemandCurve;
import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.adapter.simulation.figure.Supply;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The numbers behind the charts, as JSON that may stand inside HTML. */
final class ChartData {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final MathContext DIGITS = new MathContext(4);

    private ChartData() {}

    static String json(List<Comparison> comparisons, List<TimeBins> bins) {
        List<Object> traces = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            traces.add(trace(comparisons.get(i), bins.get(i)));
        }
        // A "<" occurs in texts only, and there it may be written so: nothing in it can end the element.
        return JSON.writeValueAsString(Map.of("traces", traces)).replace("<", "\\u003c");
    }

    private static Map<String, Object> trace(Comparison comparison, TimeBins bins) {
        Setting setting = comparison.setting();
        double longestWait = setting.world().longestWait().toNanos() / 1e9;
        StepFunction needed = DemandCurve.of(
                setting.demand(),
                setting.world().replica(),
                new DemandCurve.Objective(longestWait, setting.goal(), setting.min(), setting.max()));
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("bin", bins.seconds());
        trace.put("end", bins.endSeconds());
        trace.put("goal", 100 * setting.goal());
        trace.put("longestWait", longestWait);
        trace.put("load", numbers(RequestBins.arrivalsPerSecond(setting.demand(), bins)));
        trace.put("need", numbers(StepBins.greatest(needed, bins)));
        trace.put(
                "policies",
                comparison.outcomes().stream()
                        .map(outcome -> policy(outcome, needed, bins))
                        .toList());
        return trace;
    }

    private static Map<String, Object> policy(Outcome outcome, StepFunction needed, TimeBins bins) {
        StepFunction supply = Supply.of(outcome.run());
        TickBins ticks = TickBins.of(outcome.run(), bins);
        RequestBins requests = RequestBins.of(outcome.run(), bins);
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("name", outcome.policy());
        policy.put("requested", numbers(ticks.requested()));
        policy.put("ready", numbers(StepBins.least(supply, bins)));
        policy.put("queue", numbers(ticks.waiting()));
        policy.put("rung", numbers(ticks.rung()));
        policy.put("cost", numbers(ticks.cost()));
        policy.put("inTime", numbers(requests.inTimePct()));
        policy.put("p50", numbers(requests.p50()));
        policy.put("p95", numbers(requests.p95()));
        policy.put("p99", numbers(requests.p99()));
        policy.put("lag", numbers(Lag.of(supply, needed, bins)));
        return policy;
    }

    private static List<@Nullable Number> numbers(double[] values) {
        List<@Nullable Number> numbers = new ArrayList<>(values.length);
        for (double value : values) {
            numbers.add(number(value));
        }
        return numbers;
    }

    /** Four digits are more than a chart shows. */
    private static @Nullable Number number(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (long) value;
        }
        return Math.abs(value) >= 1_000
                ? (Number) Math.round(value)
                : (Number) new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
