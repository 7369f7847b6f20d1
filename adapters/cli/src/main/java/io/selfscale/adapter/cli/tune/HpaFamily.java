package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.Policies;
import io.selfscale.adapter.simulation.baseline.Hpa;
import io.selfscale.adapter.simulation.tune.Scale;
import io.selfscale.adapter.yaml.PlacedValue;
import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.PolicyWriter;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Horizontal Pod Autoscaler of the baselines as a policy to tune: its target, and its scale-in window.
 */
final class HpaFamily {

    static final String NAME = "hpa";

    private static final Pattern NAMED = Pattern.compile("hpa(?:-(\\d(?:\\.\\d{1,3})?))?");

    private static final double USUAL_SHARE = 0.8;

    /** Shares of the slots that it may aim for: those of hpa-tuned. */
    private static final double LEAST_SHARE = 0.15;

    private static final double GREATEST_SHARE = 1.15;

    private static final double SHORTEST_WINDOW = 15;
    private static final double LONGEST_WINDOW = 3600;

    private HpaFamily() {}

    /**
     * Returns the policy of a name such as {@code hpa} or {@code hpa-0.4}, or null if the name is another one.
     *
     * @param slots requests that a replica serves together
     */
    static @Nullable TunedPolicy named(String name, int slots, int min, int max, Policies known) {
        var matcher = NAMED.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        String number = matcher.group(1);
        double share = number == null ? USUAL_SHARE : Double.parseDouble(number);
        if (!(share > 0)) {
            return null;
        }
        ScalingSpec spec = new Hpa(share).spec(slots);
        String text = PolicyWriter.write(spec.toBuilder(ScalingTarget.of(name).replicas(Math.max(1, min), max))
                .build());
        PolicyDocument document = PolicyReader.read(name, text).documents().get(0);
        PolicyText policy = new PolicyText(name, text, document);
        List<Knob> knobs = new ArrayList<>();
        for (PlacedValue value : document.positions().values()) {
            Knobs.Range range = switch (value.path()) {
                case "policies[0].tracking.target" ->
                    new Knobs.Range(Scale.LINEAR, LEAST_SHARE * slots, GREATEST_SHARE * slots);
                case "limits.stabilization.in" -> new Knobs.Range(Scale.LOG, SHORTEST_WINDOW, LONGEST_WINDOW);
                default -> null;
            };
            if (range != null) {
                knobs.add(Objects.requireNonNull(Knobs.number(policy, value, range)));
            }
        }
        return new TunedPolicy(policy, knobs, known, List.of());
    }
}
