package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.MapForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.form.SignalForm;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.adapter.yaml.form.Values;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.engine.expression.Expression;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.FormulaTracking.Goal;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code formula}: {@link FormulaTracking}. */
final class FormulaPolicy {

    private static final Form<Expression> EXPRESSION = new TextForm<>(
            "a formula such as \"queue + 2 * running\"",
            Map.of("type", List.of("string", "number")),
            (scalar, scope) -> Expression.parse(scalar.text()),
            Expression::toString);

    private static final Field<FormulaTracking, String> NAME = PolicyKeys.name("formula");
    private static final Field<FormulaTracking, Expression> EXPRESSION_FIELD = Field.required(
            "expression",
            EXPRESSION,
            FormulaTracking::formula,
            "arithmetic, comparisons, `? :`, `min`, `max`, `abs`, `ceil`, `floor`, `round`; `a ?? 0` where `a` may be"
                    + " absent");
    private static final Field<FormulaTracking, Map<String, Signal>> INPUTS = Field.optional(
            "inputs",
            new MapForm<>("names in the formula", SignalForm.ANY),
            Map.of(),
            FormulaPolicy::renamed,
            "signals that the formula calls by other names");
    private static final Field<FormulaTracking, Double> AVERAGE = Field.optional(
            "averageValue",
            Forms.POSITIVE_NUMBER,
            policy -> policy.goal() instanceof Goal.AverageValue average ? (Double) average.target() : null,
            "the outcome is a total, of which each replica is to have this much");
    private static final Field<FormulaTracking, Double> VALUE = Field.optional(
            "value",
            Forms.POSITIVE_NUMBER,
            policy -> policy.goal() instanceof Goal.Value value ? (Double) value.target() : null,
            "the outcome halves when the replicas double, and is to be brought to this; without `averageValue` and"
                    + " `value` the outcome is the number of replicas");
    private static final Field<FormulaTracking, Tolerance> TOLERANCE = Field.optional(
            "tolerance",
            TrackingPolicy.TOLERANCE,
            Tolerance.DEFAULT,
            FormulaTracking::tolerance,
            "distance from the target without a change");
    private static final Field<FormulaTracking, Duration> EVERY =
            PolicyKeys.every(TargetTracking.DEFAULT_PERIOD, FormulaTracking::period);

    static final ObjectForm<FormulaTracking> FORM = ObjectForm.inScope(
            "formula",
            "Makes one number of several signals, and a number of replicas of that.",
            List.of(NAME, EXPRESSION_FIELD, INPUTS, AVERAGE, VALUE, TOLERANCE, EVERY),
            FormulaPolicy::create);

    private FormulaPolicy() {}

    private static @Nullable FormulaTracking create(Values values, ReadScope scope) {
        Expression expression = values.get(EXPRESSION_FIELD);
        Map<String, Signal> inputs = new LinkedHashMap<>();
        Map<String, Signal> renamed = values.get(INPUTS);
        boolean complete = true;
        for (String input : expression.inputs()) {
            Signal signal = renamed.containsKey(input)
                    ? renamed.get(input)
                    : scope.signals().get(input);
            if (signal == null) {
                complete = false;
                scope.reportAt(
                        scope.path() + ".expression",
                        FindingCode.UNKNOWN_SIGNAL,
                        "the formula names " + Quoted.of(input) + ", which is no signal and not under inputs",
                        "Describe it under signals.");
            } else {
                inputs.put(input, signal);
            }
        }
        renamed.forEach(inputs::putIfAbsent);
        Double average = values.orNull(AVERAGE);
        Double value = values.orNull(VALUE);
        if (average != null && value != null) {
            throw new IllegalArgumentException("averageValue and value must not both be there");
        }
        Goal goal = average != null
                ? new Goal.AverageValue(average)
                : value != null ? new Goal.Value(value) : new Goal.Replicas();
        return complete
                ? new FormulaTracking(
                        values.get(NAME), expression, inputs, goal, values.get(TOLERANCE), values.get(EVERY))
                : null;
    }

    private static Map<String, Signal> renamed(FormulaTracking policy) {
        Map<String, Signal> renamed = new LinkedHashMap<>();
        policy.inputs().forEach((name, signal) -> {
            if (!name.equals(signal.name())) {
                renamed.put(name, signal);
            }
        });
        return renamed;
    }
}
