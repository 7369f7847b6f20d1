package io.selfscale.engine.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.decide.RateLimits;
import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.History;
import io.selfscale.engine.state.LastChange;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateClock;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Vectors about what holds a change back: stabilization, rate limits and bounds, as one whole decision makes them. */
final class BehaviorVectors {

    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 100_000 * SECOND;
    private static final Instant WALL_TIME = Instant.parse("2026-11-11T00:00:00Z");

    private BehaviorVectors() {}

    /** Proposes a count, whatever it sees. */
    private static RulePolicy wanting(int replicas) {
        return RulePolicy.pure("wanted", view -> Proposal.scale(replicas, ReasonCode.CUSTOM));
    }

    static void limit(JsonObject input, JsonObject expected) {
        RateLimit limit = limit(input.object("scaling_rules"));
        int current = input.count("current_replicas");
        History history = new History(List.of(), List.of(), changes(input));

        int replicas = input.string("direction").equals("up")
                ? RateLimits.out(limit, current, history, NOW)
                : RateLimits.in(limit, current, history, NOW);

        assertThat(replicas).isEqualTo(expected.count("limit_replicas"));
    }

    static void scale(JsonObject input, JsonObject expected) {
        RateLimit out = limit(input.object("scale_up_rules"));
        RateLimit in = limit(input.object("scale_down_rules"));
        Limits limits = Limits.none().withRates(out, in);
        History history = new History(List.of(), List.of(), changes(input));
        if (input.count("min_replicas") == 0) {
            // A target of ours has at least one replica: here the rate limits alone are compared.
            int least = RateLimits.in(in, input.count("current_replicas"), history, NOW);
            assertThat(Math.max(least, input.count("desired_replicas"))).isEqualTo(expected.count("replicas"));
            return;
        }

        Decision decision = decide(input, limits, history, input.count("min_replicas"), input.count("max_replicas"));

        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected.count("replicas"));
        if (expected.has("limiting_reason")) {
            assertThat(bindingName(decision))
                    .as(decision.explain())
                    .isEqualTo(constraint(expected.string("limiting_reason")));
        }
    }

    static void stabilize(JsonObject input, JsonObject expected) {
        Duration out = Duration.ofSeconds(input.integer("scale_up_stabilization_window_seconds"));
        Duration in = Duration.ofSeconds(input.integer("scale_down_stabilization_window_seconds"));
        Limits limits = Limits.none().withStabilization(out, in);
        History history = new History(List.of(), List.of(), List.of());
        for (History.Entry entry : entries(input.objects("recommendations"), "replicas", 1)) {
            history = history.recommended(entry.nanos(), entry.replicas(), Math.max(out.toNanos(), in.toNanos()));
        }

        Decision decision = decide(input, limits, history, 1, ScalingTarget.LARGEST);

        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected.count("stabilized_replicas"));
    }

    private static Decision decide(JsonObject input, Limits limits, History history, int min, int max) {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("vector").replicas(min, max))
                .policy(wanting(input.count("desired_replicas")))
                .limits(limits)
                .build();
        State initial = State.initial(spec);
        State state = new State(
                new StateClock(1, WALL_TIME, NOW, /* observedSinceNanos= */ 0, /* incarnation= */ 0),
                input.count("current_replicas"),
                initial.rings(),
                initial.policies(),
                history,
                new LastChange(Direction.NONE, 0, false, 0, -1),
                initial.ledger());
        return Decider.decide(spec, state, Observation.of(WALL_TIME, NOW, Map.of(), Inventory.of(List.of())))
                .decision();
    }

    private static String bindingName(Decision decision) {
        ConstraintEffect binding = decision.binding();
        return binding == null ? "" : binding.constraint();
    }

    private static String constraint(String limitingReason) {
        return switch (limitingReason) {
            case "ScaleUpLimit" -> "rate-out";
            case "ScaleDownLimit" -> "rate-in";
            case "TooManyReplicas" -> "max";
            case "TooFewReplicas" -> "min";
            case "DesiredWithinRange" -> "";
            default -> throw new IllegalArgumentException("unknown limiting reason " + limitingReason);
        };
    }

    private static RateLimit limit(JsonObject rules) {
        List<RatePolicy> policies = new ArrayList<>();
        for (JsonObject policy : rules.objects("policies")) {
            policies.add(new RatePolicy(
                    policy.string("type").equals("Pods") ? RatePolicy.Unit.REPLICAS : RatePolicy.Unit.PERCENT,
                    policy.count("value"),
                    Duration.ofSeconds(policy.integer("period_seconds"))));
        }
        RateLimit.Select select =
                RateLimit.Select.valueOf(rules.string("select_policy").toUpperCase(Locale.ROOT));
        return new RateLimit(policies, select, RateLimit.Arithmetic.HPA);
    }

    private static List<History.Entry> changes(JsonObject input) {
        List<History.Entry> changes = new ArrayList<>(entries(input.objects("scale_up_events"), "replica_change", 1));
        changes.addAll(entries(input.objects("scale_down_events"), "replica_change", -1));
        changes.sort(Comparator.comparingLong(History.Entry::nanos));
        return changes;
    }

    /** Returns what a log holds, oldest first. */
    private static List<History.Entry> entries(List<JsonObject> log, String key, int sign) {
        return log.stream()
                .map(entry -> new History.Entry(NOW - entry.integer("age_seconds") * SECOND, sign * entry.count(key)))
                .sorted(Comparator.comparingLong(History.Entry::nanos))
                .toList();
    }
}
