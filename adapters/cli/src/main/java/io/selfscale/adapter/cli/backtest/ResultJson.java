package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.figure.Elasticity;
import io.selfscale.adapter.simulation.figure.Figures;
import io.selfscale.adapter.simulation.figure.Percentiles;
import io.selfscale.adapter.simulation.journal.JournalWorld;
import io.selfscale.adapter.simulation.service.PoolModel;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results for machines: a list with an object for each policy and load. Shares are from 0 to 1; what ends in {@code _pct} is
 * in percent; what is not known is null.
 */
final class ResultJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ResultJson() {}

    static String of(List<TraceResult> results) {
        ArrayNode all = MAPPER.createArrayNode();
        for (TraceResult trace : results) {
            for (PolicyResult result : trace.results()) {
                add(all.addObject(), trace, result);
            }
        }
        return MAPPER.writeValueAsString(all) + "\n";
    }

    private static void add(ObjectNode node, TraceResult trace, PolicyResult result) {
        Figures figures = result.figures();
        Elasticity elasticity = figures.elasticity();
        node.put("policy", result.policy());
        node.put("trace", trace.name());
        number(node, "cost", figures.cost());
        number(node, "replica_hours", figures.replicaHours());
        number(node, "static_peak_replica_hours", trace.peakHours());
        number(node, "slo_attainment", result.attainment());
        percentiles(node, "wait_seconds", figures.waitSeconds());
        number(node, "rejected_share", figures.rejectedShare());
        number(node, "degraded_share", figures.degradedShare());
        number(node, "under_provisioning_pct", elasticity.underProvisioningPct());
        number(node, "over_provisioning_pct", elasticity.overProvisioningPct());
        number(node, "under_timeshare_pct", elasticity.underTimesharePct());
        number(node, "over_timeshare_pct", elasticity.overTimesharePct());
        number(node, "reversals_per_hour", figures.reversalsPerHour());
        node.put("actions", figures.actions());
        number(node, "wall_seconds", result.wallSeconds());
        more(node, trace, result);
        setting(node.putObject("setting"), trace, result);
        JournalWorld.Recorded recorded = trace.load().recorded();
        if (recorded != null) {
            ObjectNode live = node.putObject("recorded");
            number(live, "replica_hours", recorded.replicaHours());
            live.put("actions", recorded.actions());
            live.put("requests", recorded.arrivals());
        }
    }

    private static void more(ObjectNode node, TraceResult trace, PolicyResult result) {
        Figures figures = result.figures();
        node.put("requests", figures.offered());
        number(node, "cost_per_1000_good", result.costPerThousandGood());
        number(node, "unserved_share", figures.unservedShare());
        number(node, "actions_per_day", figures.actionsPerDay());
        number(node, "reversals_per_day", figures.reversalsPerDay());
        percentiles(node, "time_to_ready_seconds", figures.timeToReady());
        percentiles(node, "need_to_ready_seconds", figures.needToReady());
        number(node, "wasted_replica_minutes", figures.wastedReplicaMinutes());
        number(node, "overshoot_pct", figures.overshootPct());
        number(node, "instability_pct", figures.elasticity().instabilityPct());
        node.put("slo", trace.load().plan().slo().toString());
        node.put("slo_met", ResultTable.isGood(trace, result));
        node.put("note", result.note());
    }

    private static void setting(ObjectNode node, TraceResult trace, PolicyResult result) {
        WorldPlan plan = trace.load().plan();
        boolean journal = trace.load() instanceof JournalLoad;
        node.put("world", journal ? "journal" : plan.isStandard() ? "standard" : "own");
        if (!journal) {
            node.put("service", plan.service().name());
        }
        node.put("slots", trace.load().replica().slots());
        WorldSettings.Monitoring monitoring = trace.load().monitoring();
        number(node, "tick_seconds", monitoring.tick().toNanos() / 1e9);
        number(node, "lag_seconds", monitoring.lag().toNanos() / 1e9);
        number(node, "offered_load", trace.offeredReplicas());
        number(node, "from_hours", plan.window().from().toNanos() / 3600e9);
        number(node, "hours", trace.summary().duration().toNanos() / 3600e9);
        number(node, "requests_per_second", trace.summary().meanPerSecond());
        number(node, "peak_to_mean_1m", trace.summary().minutePeakToMean());
        number(node, "peak_to_mean_5m", trace.summary().fiveMinutePeakToMean());
        node.put("min", plan.min());
        node.put("max", plan.max());
        node.put("seed", plan.seed());
        ArrayNode pools = node.putArray("pools");
        for (PoolModel pool : result.pools()) {
            ObjectNode each = pools.addObject();
            each.put("name", pool.name());
            each.put("kind", pool.kind().name().toLowerCase(Locale.ROOT));
            number(each, "price_per_hour", pool.pricePerHour());
            number(each, "startup_p50_seconds", pool.startup().law().quantileSeconds(0.5));
            number(each, "startup_p95_seconds", pool.startup().law().quantileSeconds(0.95));
        }
    }

    private static void percentiles(ObjectNode node, String name, Percentiles values) {
        ObjectNode object = node.putObject(name);
        number(object, "p50", values.p50());
        number(object, "p95", values.p95());
        number(object, "p99", values.p99());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
