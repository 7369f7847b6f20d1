package io.selfscale.engine.hpa;

import io.selfscale.engine.hpa.Recommendation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replica counts of the Horizontal Pod Autoscaler v2 (semantics sections 1.4 and 1.5; Kubernetes {@code
 * pkg/controller/podautoscaler/replica_calculator.go} describes the same). Ratios are doubles and counts their raw
 * ceiling, as there.
 */
public final class ReplicaCalculator {

    private final Tolerance tolerance;

    /** Creates a calculator; safe for concurrent use. */
    public ReplicaCalculator(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Returns the count that brings mean utilization of the request to the target.
     *
     * @param current replicas requested
     * @param targetPercent whole percent, at least 1
     * @param requestsMilli request of each pod in thousandths; every pod of the list needs one
     */
    public Recommendation utilization(
            int current,
            int targetPercent,
            List<Pod> pods,
            Map<String, PodSample> samples,
            Map<String, Long> requestsMilli,
            PodGroups groups) {
        for (Pod pod : pods) {
            if (!requestsMilli.containsKey(pod.name())) {
                return Recommendation.failed("pod " + pod.name() + " has no request");
            }
        }
        return perPod(current, samples, groups, new UtilizationRatio(targetPercent, requestsMilli));
    }

    /** Returns the count that brings the mean of a value per pod to the target, both in thousandths. */
    public Recommendation averageOfPods(
            int current, long targetMilli, Map<String, PodSample> samples, PodGroups groups) {
        return perPod(current, samples, groups, new ValueRatio(targetMilli));
    }

    /**
     * Returns the count that brings one value to the target.
     *
     * @param current replicas requested; at 0 the ratio itself is the count
     * @param readyPods pods that are running and ready
     */
    public Recommendation value(int current, long valueMilli, long targetMilli, int readyPods) {
        double ratio = (double) valueMilli / (double) targetMilli;
        if (current == 0) {
            return new Recommendation(ceil(ratio), ratio, valueMilli, valueMilli, Outcome.PROPORTIONAL, null);
        }
        if (tolerance.holds(ratio)) {
            return new Recommendation(current, ratio, valueMilli, valueMilli, Outcome.WITHIN_TOLERANCE, null);
        }
        return new Recommendation(ceil(ratio * readyPods), ratio, valueMilli, valueMilli, Outcome.PROPORTIONAL, null);
    }

    /**
     * Returns the count that a total takes at so much each: {@code ceil(total / target)}. The present count enters the
     * tolerance test, and the value observed, alone.
     *
     * @param current replicas that exist
     */
    public Recommendation averageValue(int current, long totalMilli, long targetMilli) {
        double ratio = (double) totalMilli / ((double) targetMilli * (double) current);
        long each = perReplica(totalMilli, current);
        if (tolerance.holds(ratio)) {
            return new Recommendation(current, ratio, each, each, Outcome.WITHIN_TOLERANCE, null);
        }
        int replicas = ceil((double) totalMilli / (double) targetMilli);
        return new Recommendation(replicas, ratio, each, each, Outcome.PROPORTIONAL, null);
    }

    /**
     * Returns the share of one replica of a total, rounded up; what cannot be told from the largest number stays that.
     *
     * @param current replicas that exist; the share is 0 if there are none
     */
    public static long perReplica(long totalMilli, int current) {
        double total = (double) totalMilli;
        if (total >= (double) Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return current == 0 ? 0 : (long) Math.ceil(total / current);
    }

    private Recommendation perPod(int current, Map<String, PodSample> samples, PodGroups groups, Ratio rule) {
        if (samples.isEmpty()) {
            return Recommendation.failed("no pod has a sample");
        }
        Map<String, Long> values = new TreeMap<>();
        samples.forEach((name, sample) -> {
            if (!groups.ignored().contains(name) && !groups.unready().contains(name)) {
                values.put(name, sample.milli());
            }
        });
        if (values.isEmpty()) {
            return Recommendation.failed("no ready pod has a sample");
        }
        Ratio.Result first = rule.of(values);
        if (first == null) {
            return Recommendation.failed("no sample belongs to a pod with a request");
        }
        double ratio = first.ratio();
        boolean upWithUnready = !groups.unready().isEmpty() && ratio > 1.0;
        if (!upWithUnready && groups.missing().isEmpty()) {
            return tolerance.holds(ratio)
                    ? new Recommendation(
                            current, ratio, first.observed(), first.average(), Outcome.WITHIN_TOLERANCE, null)
                    : new Recommendation(
                            ceil(ratio * groups.readyCount()),
                            ratio,
                            first.observed(),
                            first.average(),
                            Outcome.PROPORTIONAL,
                            null);
        }
        assume(values, groups, ratio, upWithUnready, rule);
        Ratio.Result second = rule.of(values);
        double assumed = second == null ? ratio : second.ratio();
        Recommendation unchanged =
                new Recommendation(current, ratio, first.observed(), first.average(), Outcome.ASSUMPTIONS_CANCEL, null);
        if (tolerance.holds(assumed) || (ratio < 1.0 && assumed > 1.0) || (ratio > 1.0 && assumed < 1.0)) {
            return unchanged;
        }
        int replicas = ceil(assumed * values.size());
        if ((assumed < 1.0 && replicas > current) || (assumed > 1.0 && replicas < current)) {
            return unchanged;
        }
        return new Recommendation(replicas, ratio, first.observed(), first.average(), Outcome.PROPORTIONAL, null);
    }

    /** Fills in what is not known, against the direction: full use for missing pods on the way in, none on the way out. */
    private static void assume(
            Map<String, Long> values, PodGroups groups, double ratio, boolean upWithUnready, Ratio rule) {
        for (String name : groups.missing()) {
            if (ratio < 1.0) {
                values.put(name, rule.fullUse(name));
            } else if (ratio > 1.0) {
                values.put(name, 0L);
            }
        }
        if (upWithUnready) {
            groups.unready().forEach(name -> values.put(name, 0L));
        }
    }

    private static int ceil(double replicas) {
        return (int) Math.ceil(replicas);
    }
}
