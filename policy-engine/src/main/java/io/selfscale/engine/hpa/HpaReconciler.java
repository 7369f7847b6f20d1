package io.selfscale.engine.hpa;

import io.selfscale.engine.spec.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One whole decision of the Horizontal Pod Autoscaler v2 (semantics sections 1.2 to 1.8): bounds first, then metrics,
 * stabilization, rate limits. Pure.
 *
 * <p>This is the yardstick for its arithmetic and its conditions, and what a shadow of an existing autoscaler is made of.
 * A target of ours is scaled by {@code Decider}, with the same parts.
 *
 * @param min smallest count; at 0 the target may go to zero and come back
 * @param max largest count, at least {@code min} and at least 1
 * @param tolerance distance from a target without a change
 * @param readiness how readiness enters, for CPU
 * @param defaults what holds where there are no behavior settings
 * @param behavior stabilization windows and rates of both directions, or null for the form without behavior settings
 */
public record HpaReconciler(
        int min,
        int max,
        Tolerance tolerance,
        PodGroups.CpuReadiness readiness,
        Defaults defaults,
        @Nullable Limits behavior) {

    /**
     * What holds where there are no behavior settings.
     *
     * @param downscaleStabilization how long the greatest recommendation is remembered, at least zero
     * @param growth how much the count may grow at once
     */
    public record Defaults(Duration downscaleStabilization, HpaLimit.Growth growth) {

        /** Five minutes; twice the count, at least 4. */
        public static final Defaults PRODUCT = new Defaults(Duration.ofMinutes(5), HpaLimit.Growth.DEFAULT);

        public Defaults {
            Objects.requireNonNull(growth, "growth");
            if (downscaleStabilization.isNegative()) {
                throw new IllegalArgumentException(
                        "downscaleStabilization must not be negative but was " + downscaleStabilization);
            }
        }
    }

    public HpaReconciler {
        Objects.requireNonNull(tolerance, "tolerance");
        Objects.requireNonNull(readiness, "readiness");
        Objects.requireNonNull(defaults, "defaults");
        if (min < 0 || max < Math.max(1, min)) {
            throw new IllegalArgumentException("0 <= min <= max and max >= 1 must hold but were " + min + ", " + max);
        }
    }

    /** Decides. */
    public HpaDecision reconcile(HpaObservation seen) {
        Map<HpaCondition.Type, HpaCondition> conditions = new EnumMap<>(HpaCondition.Type.class);
        set(conditions, HpaCondition.Type.ABLE_TO_SCALE, true, HpaReason.SUCCEEDED_GET_SCALE);
        int spec = seen.specReplicas();
        if (spec == 0 && min > 0) {
            set(conditions, HpaCondition.Type.SCALING_ACTIVE, false, HpaReason.SCALING_DISABLED);
            return decision(seen, spec, conditions, List.of(), seen.recommendations());
        }
        if (spec > max || spec < min) {
            set(conditions, HpaCondition.Type.ABLE_TO_SCALE, true, HpaReason.SUCCEEDED_RESCALE);
            return decision(seen, Math.max(min, Math.min(max, spec)), conditions, List.of(), seen.recommendations());
        }
        List<HpaDecision.MetricOutcome> metrics = new ArrayList<>();
        for (HpaMetric metric : seen.metrics()) {
            metrics.add(new HpaDecision.MetricOutcome(metric.source(), recommend(metric, seen)));
        }
        HpaDecision.MetricOutcome winner = winner(metrics);
        HpaReason failure = failure(metrics);
        // With a metric that failed the count may go up, never down: the failed one might have asked for more.
        if (winner == null || (failure != null && winner.recommendation().replicas() < spec)) {
            set(
                    conditions,
                    HpaCondition.Type.SCALING_ACTIVE,
                    false,
                    failure == null ? HpaReason.INVALID_METRIC_SOURCE_TYPE : failure);
            return decision(seen, spec, conditions, metrics, seen.recommendations());
        }
        set(conditions, HpaCondition.Type.SCALING_ACTIVE, true, HpaReason.VALID_METRIC_FOUND);
        int wanted = winner.recommendation().replicas();
        RecommendationLog.Stabilized stabilized = stabilize(wanted, seen);
        set(conditions, HpaCondition.Type.ABLE_TO_SCALE, true, stability(wanted, stabilized.replicas(), spec));
        HpaLimit limited = limit(stabilized.replicas(), seen);
        set(
                conditions,
                HpaCondition.Type.SCALING_LIMITED,
                limited.replicas() != stabilized.replicas(),
                limited.reason());
        if (limited.replicas() != spec) {
            set(conditions, HpaCondition.Type.ABLE_TO_SCALE, true, HpaReason.SUCCEEDED_RESCALE);
        }
        return decision(seen, limited.replicas(), conditions, metrics, stabilized.log());
    }

    private Recommendation recommend(HpaMetric metric, HpaObservation seen) {
        ReplicaCalculator calculator = new ReplicaCalculator(tolerance);
        int spec = seen.specReplicas();
        if (metric instanceof HpaMetric.Utilization utilization) {
            String error = utilization.requests().error();
            return error != null
                    ? Recommendation.failed(error)
                    : calculator.utilization(
                            spec,
                            utilization.targetPercent(),
                            seen.pods(),
                            utilization.samples(),
                            utilization.requests().byPodMilli(),
                            groups(seen, utilization.samples(), utilization.readinessCounts() ? readiness : null));
        }
        if (metric instanceof HpaMetric.PodsAverage average) {
            return calculator.averageOfPods(
                    spec, average.targetMilli(), average.samples(), groups(seen, average.samples(), null));
        }
        if (metric instanceof HpaMetric.Value value) {
            return calculator.value(spec, value.valueMilli(), value.targetMilli(), serving(seen.pods()));
        }
        if (metric instanceof HpaMetric.AverageValue average) {
            return calculator.averageValue(seen.statusReplicas(), average.totalMilli(), average.targetMilli());
        }
        if (metric instanceof HpaMetric.Unreadable unreadable) {
            return Recommendation.failed(unreadable.error());
        }
        throw new AssertionError(metric);
    }

    private static PodGroups groups(
            HpaObservation seen, Map<String, PodSample> samples, PodGroups.@Nullable CpuReadiness cpu) {
        return PodGroups.of(seen.pods(), samples, cpu, seen.nowNanos());
    }

    private static int serving(List<Pod> pods) {
        return (int) pods.stream().filter(Pod::isServing).count();
    }

    private static HpaDecision.@Nullable MetricOutcome winner(List<HpaDecision.MetricOutcome> metrics) {
        HpaDecision.MetricOutcome winner = null;
        for (HpaDecision.MetricOutcome metric : metrics) {
            boolean wins = winner == null
                    || metric.recommendation().replicas()
                            > winner.recommendation().replicas();
            if (metric.recommendation().isUsable() && wins) {
                winner = metric;
            }
        }
        return winner;
    }

    /** Returns the reason of the first metric that failed, or null if none did. */
    private static @Nullable HpaReason failure(List<HpaDecision.MetricOutcome> metrics) {
        for (HpaDecision.MetricOutcome metric : metrics) {
            if (!metric.recommendation().isUsable()) {
                return metric.source().failure();
            }
        }
        return null;
    }

    private RecommendationLog.Stabilized stabilize(int wanted, HpaObservation seen) {
        if (behavior == null) {
            return seen.recommendations()
                    .greatest(wanted, defaults.downscaleStabilization().toNanos(), seen.nowNanos());
        }
        return seen.recommendations()
                .range(
                        seen.specReplicas(),
                        wanted,
                        behavior.stabilizationOut().toNanos(),
                        behavior.stabilizationIn().toNanos(),
                        seen.nowNanos());
    }

    private HpaReason stability(int wanted, int stabilized, int spec) {
        if (stabilized == wanted) {
            return HpaReason.READY_FOR_NEW_SCALE;
        }
        return behavior != null && wanted >= spec ? HpaReason.SCALE_UP_STABILIZED : HpaReason.SCALE_DOWN_STABILIZED;
    }

    private HpaLimit limit(int stabilized, HpaObservation seen) {
        if (behavior == null) {
            return HpaLimit.withoutBehavior(defaults.growth(), seen.specReplicas(), stabilized, min, max);
        }
        return HpaLimit.withBehavior(
                behavior, seen.specReplicas(), stabilized, min, max, seen.ups(), seen.downs(), seen.nowNanos());
    }

    private HpaDecision decision(
            HpaObservation seen,
            int to,
            Map<HpaCondition.Type, HpaCondition> conditions,
            List<HpaDecision.MetricOutcome> metrics,
            RecommendationLog log) {
        int from = seen.specReplicas();
        ScaleEvents ups = seen.ups();
        ScaleEvents downs = seen.downs();
        if (behavior != null && to > from) {
            ups = ups.stored(to - from, behavior.rateOut().longestPeriod().toNanos(), seen.nowNanos());
        } else if (behavior != null && to < from) {
            downs = downs.stored(from - to, behavior.rateIn().longestPeriod().toNanos(), seen.nowNanos());
        }
        return new HpaDecision(from, to, conditions, metrics, log, ups, downs);
    }

    private static void set(
            Map<HpaCondition.Type, HpaCondition> conditions, HpaCondition.Type type, boolean status, HpaReason reason) {
        conditions.put(type, new HpaCondition(status, reason));
    }
}
