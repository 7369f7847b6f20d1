package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.simulation.tune.Candidate;
import io.selfscale.adapter.simulation.tune.Found;
import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Sensitivity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came out of tuning, for machines. Shares are from 0 to 1; what is not known is null. */
final class TuneJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TuneJson() {}

    static String of(Tuned tuned, WorldPlan plan, String objective, List<TunedLoad> loads, String yaml) {
        ObjectNode root = MAPPER.createObjectNode();
        Found found = tuned.found();
        root.put("policy", tuned.policy().name());
        root.put("objective", objective);
        root.put("slo", plan.slo().toString());
        root.put("seed", plan.seed());
        root.put("end", found.end().name().toLowerCase(Locale.ROOT));
        root.put("candidates", found.tried().size());
        root.put("abandoned", found.abandoned());
        root.put("discarded", found.discarded());
        number(root, "wall_seconds", tuned.seconds());
        ArrayNode traces = root.putArray("traces");
        for (TunedLoad load : loads) {
            ObjectNode node = traces.addObject();
            node.put("trace", load.name());
            number(node, "tuned_on_hours", load.parts().first().seconds() / 3600);
            number(node, "held_back_hours", load.parts().rest().seconds() / 3600);
            node.put("tuned_on_requests", load.parts().first().size());
            node.put("held_back_requests", load.parts().rest().size());
        }
        parameters(
                root.putArray("parameters"), tuned.policy(), tuned.recommended().point());
        scored(root.putObject("given"), tuned.given(), loads);
        scored(root.putObject("recommended"), tuned.recommended(), loads);
        Tuned.Rival rival = tuned.rival();
        if (rival != null) {
            ObjectNode node = root.putObject("compared");
            node.put("policy", rival.policy().name());
            node.put("candidates", rival.found().tried().size());
            parameters(node.putArray("parameters"), rival.policy(), rival.best().point());
            scored(node, rival.best(), loads);
            number(
                    root,
                    "held_back_cost_ratio",
                    PartScore.overall(tuned.recommended().rest()).costPerHour()
                            / PartScore.overall(rival.best().rest()).costPerHour());
        }
        ArrayNode front = root.putArray("front");
        found.front().forEach(candidate -> candidate(front.addObject(), tuned.policy(), candidate));
        ArrayNode sensitivities = root.putArray("sensitivity");
        for (int i = 0; i < found.sensitivities().size(); i++) {
            Sensitivity each = found.sensitivities().get(i);
            ObjectNode node = sensitivities.addObject();
            node.put("path", each.parameter().name());
            beside(node, "less", tuned.policy(), i, each.less());
            beside(node, "more", tuned.policy(), i, each.more());
        }
        ArrayNode leftOut = root.putArray("leave_one_out");
        for (Tuned.LeftOut each : tuned.leftOut()) {
            ObjectNode node = leftOut.addObject();
            node.put("trace", each.load());
            part(node, each.score());
            values(node.putObject("values"), tuned.policy(), each.point());
        }
        root.put("yaml", yaml);
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static void parameters(ArrayNode array, TunedPolicy policy, Point point) {
        for (int i = 0; i < policy.knobs().size(); i++) {
            Knob knob = policy.knobs().get(i);
            Parameter parameter = knob.parameter();
            ObjectNode node = array.addObject();
            node.put("path", parameter.name());
            node.put("given", knob.written(parameter.given()));
            node.put("recommended", knob.written(point.value(i)));
            node.put("low", knob.written(parameter.low()));
            node.put("high", knob.written(parameter.high()));
        }
    }

    private static void scored(ObjectNode node, Tuned.Scored scored, List<TunedLoad> loads) {
        part(node.putObject("tuned_on"), PartScore.overall(scored.first()));
        part(node.putObject("held_back"), PartScore.overall(scored.rest()));
        ArrayNode traces = node.putArray("traces");
        for (int i = 0; i < loads.size(); i++) {
            ObjectNode trace = traces.addObject();
            trace.put("trace", loads.get(i).name());
            part(trace.putObject("tuned_on"), scored.first().get(i));
            part(trace.putObject("held_back"), scored.rest().get(i));
        }
    }

    private static void part(ObjectNode node, PartScore score) {
        number(node, "cost_per_hour", score.costPerHour());
        number(node, "slo_attainment", score.attainment());
        number(node, "wait_p95_seconds", score.p95WaitSeconds());
        number(node, "reversals_per_day", score.reversalsPerDay());
    }

    private static void candidate(ObjectNode node, TunedPolicy policy, Candidate candidate) {
        node.put("candidate", candidate.number());
        number(node, "cost_per_hour", candidate.score().costPerHour());
        number(node, "slo_attainment", candidate.score().attainment());
        values(node.putObject("values"), policy, candidate.point());
    }

    private static void values(ObjectNode node, TunedPolicy policy, Point point) {
        for (int i = 0; i < policy.knobs().size(); i++) {
            node.put(Knobs.name(policy.knobs().get(i)), policy.knobs().get(i).written(point.value(i)));
        }
    }

    private static void beside(
            ObjectNode node, String name, TunedPolicy policy, int index, @Nullable Candidate candidate) {
        if (candidate == null) {
            node.putNull(name);
            return;
        }
        ObjectNode beside = node.putObject(name);
        beside.put("value", policy.knobs().get(index).written(candidate.point().value(index)));
        boolean known = !candidate.score().isAbandoned();
        number(beside, "cost_per_hour", known ? candidate.score().costPerHour() : Double.NaN);
        number(beside, "slo_attainment", known ? candidate.score().attainment() : Double.NaN);
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
