package io.selfscale.engine.hpa;

/**
 * A measurement of one pod.
 *
 * @param milli the value in thousandths of its unit
 * @param timestampNanos end of the measurement
 * @param windowNanos length of the measurement
 */
public record PodSample(long milli, long timestampNanos, long windowNanos) {}
