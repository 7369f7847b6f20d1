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
        boolean up = input.string("direction").equals("up");
        int bare = expected.count("limit_replicas");
        ScaleEvents ups = events(input, "scale_up_events");
        ScaleEvents downs = events(input, "scale_down_events");

        assertThat(up ? HpaRate.out(limit, current, ups, downs, NOW) : HpaRate.in(limit, current, ups, downs, NOW))
                .isEqualTo(bare);
        if (comparesWithOurs(input)) {
            History history = new History(List.of(), List.of(), changes(input));
            int ours = up ? RateLimits.out(limit, current, history, NOW) : RateLimits.in(limit, current, history, NOW);
            assertThat(ours).isEqualTo(up ? Math.max(bare, current) : Math.max(0, Math.min(bare, current)));
        }
    }

    static void scale(JsonObject input, JsonObject expected) {
        RateLimit out = limit(input.object("scale_up_rules"));
        RateLimit in = limit(input.object("scale_down_rules"));
        Limits limits = Limits.none().withRates(out, in);
        int min = input.count("min_replicas");
        int max = input.count("max_replicas");
        int current = input.count("current_replicas");

        checkLimit(
                HpaLimit.withBehavior(
                        limits,
                        current,
                        input.count("desired_replicas"),
                        min,
                        max,
                        events(input, "scale_up_events"),
                        events(input, "scale_down_events"),
                        NOW),
                expected);
        if (comparesWithOurs(input) && 1 <= min && min <= current && current <= max) {
            History history = new History(List.of(), List.of(), changes(input));
            Decision decision = decide(input, limits, history, min, max);
            assertThat(decision.to()).as(decision.explain()).isEqualTo(expected.count("replicas"));
            if (expected.has("limiting_reason")) {
                assertThat(bindingName(decision))
                        .as(decision.explain())
                        .isEqualTo(constraint(expected.string("limiting_reason")));
            }
        }
    }

    static void scaleWithoutBehavior(JsonObject input, JsonObject expected) {
        checkLimit(
                HpaLimit.withoutBehavior(
                        growth(input),
                        input.count("current_replicas"),
                        input.count("desired_replicas"),
                        input.count("min_replicas"),
                        input.count("max_replicas")),
                expected);
    }

    private static void checkLimit(HpaLimit limit, JsonObject expected) {
        assertThat(limit.replicas()).isEqualTo(expected.count("replicas"));
        if (expected.has("limiting_reason")) {
            assertThat(limit.reason().text()).isEqualTo(expected.string("limiting_reason"));
        }
    }

    static HpaLimit.Growth growth(JsonObject input) {
        return new HpaLimit.Growth(input.number("scale_up_limit_factor"), input.number("scale_up_limit_minimum"));
    }

    /**
     * Tells whether our own rate limits are to give the same: they count from 0 where undoing the changes of a period
     * would give a negative size, which somebody else's changes can bring about.
     */
    private static boolean comparesWithOurs(JsonObject input) {
        return input.objects("scale_up_events").stream()
                        .mapToInt(event -> event.count("replica_change"))
                        .sum()
                <= input.count("current_replicas");
    }

    static void stabilizeWithoutBehavior(JsonObject input, JsonObject expected) {
        RecommendationLog.Stabilized stabilized = log(input.objects("recommendations"), NOW)
                .greatest(
                        input.count("desired_replicas"),
                        input.integer("downscale_stabilization_window_seconds") * SECOND,
                        NOW);

        checkStabilized(stabilized, expected);
    }

    private static void checkStabilized(RecommendationLog.Stabilized stabilized, JsonObject expected) {
        assertThat(stabilized.replicas()).isEqualTo(expected.count("stabilized_replicas"));
        List<Integer> replicas = stabilized.log().entries().stream()
                .map(RecommendationLog.Entry::replicas)
                .toList();
        if (expected.has("recommendation_log_length")) {
            assertThat(replicas).hasSize(expected.count("recommendation_log_length"));
        }
        if (expected.has("recommendation_log")) {
            assertThat(replicas)
                    .isEqualTo(expected.integers("recommendation_log").stream()
                            .map(Math::toIntExact)
                            .toList());
        }
    }

    static void stabilize(JsonObject input, JsonObject expected) {
        Duration out = Duration.ofSeconds(input.integer("scale_up_stabilization_window_seconds"));
        Duration in = Duration.ofSeconds(input.integer("scale_down_stabilization_window_seconds"));
        List<JsonObject> log = input.objects("recommendations");

        checkStabilized(
                log(log, NOW)
                        .range(
                                input.count("current_replicas"),
                                input.count("desired_replicas"),
                                out.toNanos(),
                                in.toNanos(),
                                NOW),
                expected);
        if (log.isEmpty()) {
            // Ours then sees the target for the first time, and remembers its size.
            return;
        }
        Limits limits = Limits.none().withStabilization(out, in);
        History history = new History(List.of(), List.of(), List.of());
        for (History.Entry entry : entries(log, "replicas", 1)) {
            history = history.recommended(entry.nanos(), entry.replicas(), Math.max(out.toNanos(), in.toNanos()));
        }
        Decision decision = decide(input, limits, history, 1, ScalingTarget.LARGEST);
        assertThat(decision.to()).as(decision.explain()).isEqualTo(expected.count("stabilized_replicas"));
    }

    static void store(JsonObject input, JsonObject expected) {
        ScaleEvents events = events(input, "stored_events");
        long period = input.integer("change_query_period_seconds") * SECOND;
        assertThat(events.changeWithin(period, NOW))
                .isEqualTo(expected.count("replica_change_in_query_period_before_store"));

        if (input.has("scaling_rules")) {
            int change = Math.abs(input.count("new_replicas") - input.count("previous_replicas"));
            events = events.stored(
                    change, limit(input.object("scaling_rules")).longestPeriod().toNanos(), NOW);
        }

        List<String> stored = new ArrayList<>();
        events.events().forEach(event -> stored.add(event.change() + " " + event.outdated()));
        List<String> wanted = new ArrayList<>();
        expected.objects("stored_events_after")
                .forEach(event -> wanted.add(event.count("replica_change") + " " + event.bool("outdated")));
        assertThat(stored).isEqualTo(wanted);
    }

    private static ScaleEvents events(JsonObject input, String key) {
        List<ScaleEvents.Event> events = new ArrayList<>();
        for (JsonObject event : input.objects(key)) {
            events.add(new ScaleEvents.Event(
                    event.count("replica_change"),
                    NOW - event.integer("age_seconds") * SECOND,
                    event.has("outdated") && event.bool("outdated")));
        }
        return new ScaleEvents(events);
    }

    static RecommendationLog log(List<JsonObject> recommendations, long now) {
        return new RecommendationLog(recommendations.stream()
                .map(entry -> new RecommendationLog.Entry(
                        entry.count("replicas"), now - entry.integer("age_seconds") * SECOND))
                .toList());
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

    static RateLimit limit(JsonObject rules) {
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
