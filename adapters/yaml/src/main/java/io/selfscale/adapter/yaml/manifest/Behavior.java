package io.selfscale.adapter.yaml.manifest;

import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code behavior} of a Horizontal Pod Autoscaler, with its defaults (semantics section 1.1).
 *
 * @param limits stabilization and rates
 * @param tolerance by direction
 */
record Behavior(Limits limits, Tolerance tolerance) {

    /** The period between two decisions of the Horizontal Pod Autoscaler. */
    static final Duration SYNC_PERIOD = Duration.ofSeconds(15);

    private static final int LONGEST_STABILIZATION = 3600;
    private static final int LONGEST_PERIOD = 1800;

    /**
     * One direction.
     *
     * @param stabilization its window
     * @param rate its rate
     * @param tolerance its tolerance
     */
    private record Rules(Duration stabilization, RateLimit rate, double tolerance) {}

    /** Reads it; null stands for the defaults. */
    static Behavior read(@Nullable ManifestObject behavior) {
        Rules up = rules(
                behavior == null ? null : behavior.object("scaleUp"),
                0,
                RateLimit.hpaOut(SYNC_PERIOD),
                Tolerance.DEFAULT.out());
        Rules down = rules(
                behavior == null ? null : behavior.object("scaleDown"),
                300,
                RateLimit.hpaIn(SYNC_PERIOD),
                Tolerance.DEFAULT.in());
        return new Behavior(
                Limits.none()
                        .withStabilization(up.stabilization(), down.stabilization())
                        .withRates(up.rate(), down.rate()),
                new Tolerance(down.tolerance(), up.tolerance()));
    }

    private static Rules rules(@Nullable ManifestObject rules, int stabilization, RateLimit rate, double tolerance) {
        if (rules == null) {
            return new Rules(Duration.ofSeconds(stabilization), rate, tolerance);
        }
        int seconds = rules.integer("stabilizationWindowSeconds", stabilization, 0, LONGEST_STABILIZATION);
        Double told = rules.quantity("tolerance");
        List<RatePolicy> policies = new ArrayList<>();
        for (ManifestObject policy : rules.list("policies")) {
            RatePolicy read = policy(policy);
            if (read != null) {
                policies.add(read);
            }
        }
        return new Rules(
                Duration.ofSeconds(seconds),
                new RateLimit(
                        rules.has("policies") ? policies : rate.policies(), select(rules), RateLimit.Arithmetic.HPA),
                told == null ? tolerance : told);
    }

    private static RateLimit.Select select(ManifestObject rules) {
        String select = rules.text("selectPolicy");
        if (select == null) {
            return RateLimit.Select.MAX;
        }
        return switch (select) {
            case "Max" -> RateLimit.Select.MAX;
            case "Min" -> RateLimit.Select.MIN;
            case "Disabled" -> RateLimit.Select.DISABLED;
            default -> {
                rules.invalid("selectPolicy", rules.path("selectPolicy") + " must be Max, Min or Disabled");
                yield RateLimit.Select.MAX;
            }
        };
    }

    private static @Nullable RatePolicy policy(ManifestObject policy) {
        String type = policy.requiredText("type");
        if (!policy.has("value") || !policy.has("periodSeconds")) {
            policy.invalid("type", policy.path() + " needs type, value and periodSeconds");
        }
        int value = policy.integer("value", 1, 1, Integer.MAX_VALUE);
        Duration period = Duration.ofSeconds(policy.integer("periodSeconds", 15, 1, LONGEST_PERIOD));
        if ("Pods".equals(type)) {
            return RatePolicy.replicas(value, period);
        } else if ("Percent".equals(type)) {
            return RatePolicy.percent(value, period);
        } else if (type != null) {
            policy.invalid("type", policy.path("type") + " must be Pods or Percent");
        }
        return null;
    }
}
