package io.selfscale.adapter.cli.report;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.adapter.cli.report.series.Lag;
import io.selfscale.adapter.cli.report.series.RequestBins;
import io.selfscale.adapter.cli.report.series.StepBins;
import io.selfscale.adapter.cli.report.series.TickBins;
import io.selfscale.adapter.cli.report.series.TimeBins;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.figure.DemandCurve;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.figure.StepFunction;
import io.selfscale.adapter.simulation.figure.Supply;
import io.selfscale.adapter.simulation.world.RunRecord;
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
        LatencyObjective objective = comparison.facts().objective();
        StepFunction needed = DemandCurve.of(
                setting.demand(),
                setting.world().replica(),
                new DemandCurve.Objective(
                        setting.world().longestWaitSeconds(), setting.goal(), setting.min(), setting.max()));
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("bin", bins.seconds());
        trace.put("end", bins.endSeconds());
        trace.put("goal", 100 * setting.goal());
        if (objective.bounded() == LatencyObjective.Bounded.WAIT) {
            trace.put("longestWait", objective.longestSeconds());
        }
        trace.put("load", numbers(RequestBins.arrivalsPerSecond(setting.demand(), bins)));
        trace.put("need", numbers(StepBins.greatest(needed, bins)));
        trace.put(
                "policies",
                comparison.entries().stream()
                        .map(entry -> policy(entry, objective, needed, bins))
                        .toList());
        return trace;
    }

    private static Map<String, Object> policy(
            Entry entry, LatencyObjective objective, StepFunction needed, TimeBins bins) {
        RunRecord run = entry.outcome().run();
        StepFunction supply = Supply.of(run);
        TickBins ticks = TickBins.of(run, bins);
        RequestBins requests = RequestBins.of(run, bins, request -> objective.isMet(run, request));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("name", entry.policy());
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
        policy.put("actions", actions(entry.actions()));
        return policy;
    }

    /** Each action begins where the one before ended. Of their reasons there are few, so each is written once. */
    private static Map<String, Object> actions(List<Action> actions) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        List<Long> times = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<Integer> why = new ArrayList<>();
        for (Action action : actions) {
            if (counts.isEmpty()) {
                counts.add(action.from());
            }
            times.add(Math.round(action.seconds()));
            counts.add(action.to());
            String reason = Reason.of(action);
            Integer known = reasons.putIfAbsent(reason, reasons.size());
            why.add(known == null ? reasons.size() - 1 : known);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("times", times);
        all.put("counts", counts);
        all.put("why", why);
        all.put("reasons", List.copyOf(reasons.keySet()));
        return all;
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
