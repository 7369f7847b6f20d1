package io.selfscale.adapter.yaml.manifest;

import io.selfscale.engine.expression.Expression;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.FormulaTracking;
import io.selfscale.engine.policy.FormulaTracking.Goal;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.policy.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code scalingModifiers} of a ScaledObject: a formula over the values of triggers, with a target of its own. */
final class ScalingModifiers {

    private ScalingModifiers() {}

    /** Returns the formula; null if there is none, or after reporting why it is not carried over. */
    static @Nullable FormulaTracking read(
            @Nullable ManifestObject advanced, List<Metric> metrics, Tolerance tolerance) {
        ManifestObject modifiers = advanced == null ? null : advanced.object("scalingModifiers");
        if (modifiers == null) {
            return null;
        }
        String text = modifiers.requiredText("formula");
        Double target = modifiers.quantity("target");
        String metricType = modifiers.text("metricType");
        modifiers.notCarriedOver(
                "activationTarget", "a target wakes by a signal, not by a formula", "Set a threshold of that signal.");
        if (target == null || !(target >= 0.001)) {
            modifiers.invalid("target", modifiers.path("target") + " must be there and above 0");
            return null;
        }
        if (text == null) {
            return null;
        }
        Map<String, Signal> inputs = new LinkedHashMap<>();
        try {
            Expression formula = Expression.parse(text);
            for (String input : formula.inputs()) {
                inputs.put(input, signal(input, metrics));
            }
            Goal goal = "Value".equals(metricType) ? new Goal.Value(target) : new Goal.AverageValue(target);
            return new FormulaTracking("formula", formula, inputs, goal, tolerance, TargetTracking.DEFAULT_PERIOD);
        } catch (IllegalArgumentException e) {
            modifiers.notCarriedOver(
                    "formula",
                    String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + "; triggers are tracked one by one",
                    "Write the formula as a policy of its own.");
            return null;
        }
    }

    private static Signal signal(String trigger, List<Metric> metrics) {
        for (Metric metric : metrics) {
            if (metric.name().equals(trigger)) {
                return metric.policy().signal();
            }
        }
        throw new IllegalArgumentException("it names the trigger " + trigger + ", which is not there");
    }
}
