package io.selfscale.adapter.yaml.manifest;

import io.selfscale.engine.policy.TargetTracking;

/**
 * A metric that was read.
 *
 * @param name of the trigger, or of the metric
 * @param policy how it is tracked
 * @param path where it stands in the manifest
 * @param isOutside whether it is there without replicas, so that it can wake the target from zero
 * @param activation the value above which the target is active, where it can wake it
 */
record Metric(String name, TargetTracking policy, String path, boolean isOutside, double activation) {}
