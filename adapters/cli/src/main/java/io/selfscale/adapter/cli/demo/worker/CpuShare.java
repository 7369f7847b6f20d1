package io.selfscale.adapter.cli.demo.worker;

/**
 * The share of one processor core that a worker may use. A job that used {@code c} of processor time takes {@code c /
 * share} of real time: its answer is held back until then. So a worker has a fixed speed, like an accelerator of its
 * own, and several workers on few cores add up.
 *
 * @param value in (0, 1]
 */
public record CpuShare(double value) {

    public CpuShare {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException("cpu share must be greater than 0 and at most 1 but was " + value);
        }
    }

    /**
     * Returns how long an answer is still to be held back, in nanoseconds: {@code start + cpu / share - now}, or 0 if
     * that has passed.
     *
     * @param startNanos when the job began, on the same ticker as {@code nowNanos}
     * @param cpuNanos processor time that the job used, at least 0
     * @param nowNanos the present
     */
    public long holdNanos(long startNanos, long cpuNanos, long nowNanos) {
        if (cpuNanos < 0) {
            throw new IllegalArgumentException("cpuNanos must be at least 0 but was " + cpuNanos);
        }
        long serviceNanos = Math.round(cpuNanos / value);
        return Math.max(0, serviceNanos - (nowNanos - startNanos));
    }
}
