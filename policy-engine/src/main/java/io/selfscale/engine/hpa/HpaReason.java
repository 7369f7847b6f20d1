package io.selfscale.engine.hpa;

/** Why a condition of an autoscaler is as it is, by the names that Kubernetes gives them. */
public enum HpaReason {
    /** The scale of the target was read. */
    SUCCEEDED_GET_SCALE("SucceededGetScale"),
    /** Stabilization changed nothing. */
    READY_FOR_NEW_SCALE("ReadyForNewScale"),
    /** Recent recommendations were higher. */
    SCALE_DOWN_STABILIZED("ScaleDownStabilized"),
    /** Recent recommendations were lower. */
    SCALE_UP_STABILIZED("ScaleUpStabilized"),
    /** A new count was set. */
    SUCCEEDED_RESCALE("SucceededRescale"),

    /** A metric gave a count. */
    VALID_METRIC_FOUND("ValidMetricFound"),
    /** Somebody set the target to zero. */
    SCALING_DISABLED("ScalingDisabled"),
    /** A resource metric gave none. */
    FAILED_GET_RESOURCE_METRIC("FailedGetResourceMetric"),
    /** A resource metric of one container gave none. */
    FAILED_GET_CONTAINER_RESOURCE_METRIC("FailedGetContainerResourceMetric"),
    /** A metric of pods gave none. */
    FAILED_GET_PODS_METRIC("FailedGetPodsMetric"),
    /** A metric of an object gave none. */
    FAILED_GET_OBJECT_METRIC("FailedGetObjectMetric"),
    /** An external metric gave none. */
    FAILED_GET_EXTERNAL_METRIC("FailedGetExternalMetric"),
    /** There is no such kind of metric. */
    INVALID_METRIC_SOURCE_TYPE("InvalidMetricSourceType"),

    /** Neither limits nor bounds changed the count. */
    DESIRED_WITHIN_RANGE("DesiredWithinRange"),
    /** The rate limit of scaling out did. */
    SCALE_UP_LIMIT("ScaleUpLimit"),
    /** The rate limit of scaling in did. */
    SCALE_DOWN_LIMIT("ScaleDownLimit"),
    /** The maximum did. */
    TOO_MANY_REPLICAS("TooManyReplicas"),
    /** The minimum did. */
    TOO_FEW_REPLICAS("TooFewReplicas");

    private final String text;

    HpaReason(String text) {
        this.text = text;
    }

    /** Returns the name that Kubernetes writes. */
    public String text() {
        return text;
    }
}
