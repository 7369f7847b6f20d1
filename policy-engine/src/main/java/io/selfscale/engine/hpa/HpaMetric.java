package io.selfscale.engine.hpa;

import java.util.Map;
import java.util.Objects;

/** A metric of an autoscaler, with what one reconciliation reads of it. */
public sealed interface HpaMetric {

    /** Returns where it comes from. */
    Source source();

    /** Where a metric comes from. */
    enum Source {
        /** A resource such as CPU, by whole pod. */
        RESOURCE(HpaReason.FAILED_GET_RESOURCE_METRIC),
        /** A resource such as CPU, by one container of each pod. */
        CONTAINER_RESOURCE(HpaReason.FAILED_GET_CONTAINER_RESOURCE_METRIC),
        /** A value of each pod. */
        PODS(HpaReason.FAILED_GET_PODS_METRIC),
        /** A value of another object. */
        OBJECT(HpaReason.FAILED_GET_OBJECT_METRIC),
        /** A value of something outside the cluster. */
        EXTERNAL(HpaReason.FAILED_GET_EXTERNAL_METRIC),
        /** None of these: the specification of the metric is wrong. */
        INVALID(HpaReason.INVALID_METRIC_SOURCE_TYPE);

        private final HpaReason failure;

        Source(HpaReason failure) {
            this.failure = failure;
        }

        /** Returns the reason given when such a metric gives no count. */
        public HpaReason failure() {
            return failure;
        }
    }

    /**
     * Mean utilization of the request, to be brought to a target.
     *
     * @param source {@link Source#RESOURCE} or {@link Source#CONTAINER_RESOURCE}
     * @param readinessCounts whether readiness enters: for CPU, and for nothing else
     * @param targetPercent whole percent, at least 1
     * @param samples use by pod; copied
     * @param requests requests by pod
     */
    record Utilization(
            Source source,
            boolean readinessCounts,
            int targetPercent,
            Map<String, PodSample> samples,
            PodRequests requests)
            implements HpaMetric {
        public Utilization {
            requireSource(source, source == Source.RESOURCE || source == Source.CONTAINER_RESOURCE);
            requireTarget(targetPercent);
            Objects.requireNonNull(requests, "requests");
            samples = Map.copyOf(samples);
        }
    }

    /**
     * Mean of a value over pods, to be brought to a target.
     *
     * @param targetMilli thousandths of the unit, at least 1
     * @param samples value by pod; copied
     */
    record PodsAverage(long targetMilli, Map<String, PodSample> samples) implements HpaMetric {
        public PodsAverage {
            requireTarget(targetMilli);
            samples = Map.copyOf(samples);
        }

        @Override
        public Source source() {
            return Source.PODS;
        }
    }

    /**
     * One value, to be brought to a target.
     *
     * @param source {@link Source#OBJECT} or {@link Source#EXTERNAL}
     * @param targetMilli thousandths of the unit, at least 1
     * @param valueMilli the value, thousandths of the unit
     */
    record Value(Source source, long targetMilli, long valueMilli) implements HpaMetric {
        public Value {
            requireSource(source, source == Source.OBJECT || source == Source.EXTERNAL);
            requireTarget(targetMilli);
        }
    }

    /**
     * A total, of which each replica is to have so much.
     *
     * @param source {@link Source#OBJECT} or {@link Source#EXTERNAL}
     * @param targetMilli thousandths of the unit, at least 1
     * @param totalMilli the total, thousandths of the unit
     */
    record AverageValue(Source source, long targetMilli, long totalMilli) implements HpaMetric {
        public AverageValue {
            requireSource(source, source == Source.OBJECT || source == Source.EXTERNAL);
            requireTarget(targetMilli);
        }
    }

    /**
     * A metric that could not be read, or is of no known kind.
     *
     * @param source where it comes from
     * @param error why it could not be read
     */
    record Unreadable(Source source, String error) implements HpaMetric {
        public Unreadable {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(error, "error");
        }
    }

    private static void requireSource(Source source, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("this form of metric cannot come from " + source);
        }
    }

    private static void requireTarget(long target) {
        if (target < 1) {
            throw new IllegalArgumentException("the target of a metric must be positive but was " + target);
        }
    }
}
