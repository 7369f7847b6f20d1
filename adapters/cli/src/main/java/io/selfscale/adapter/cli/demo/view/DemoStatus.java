package io.selfscale.adapter.cli.demo.view;

/**
 * The demo at one moment.
 *
 * @param progress where in its run it is
 * @param traffic what arrives and what is answered
 * @param replicas who serves
 */
public record DemoStatus(Progress progress, Traffic traffic, ReplicaCounts replicas) {

    /**
     * Where in its run a demo is.
     *
     * @param atSeconds time since the load began
     * @param lengthSeconds time that the load takes
     * @param phase what is going on, in a word or two
     */
    public record Progress(double atSeconds, double lengthSeconds, String phase) {}

    /**
     * What arrives and what is answered.
     *
     * @param offeredPerSecond requests that arrived in the last second
     * @param completedPerSecond requests that were completed in the last second
     * @param queued requests that wait at the front door
     * @param latencySeconds mean latency lately, 0 when idle
     * @param completed requests completed since the load began
     * @param notCompleted requests rejected or failed since the load began
     */
    public record Traffic(
            double offeredPerSecond,
            double completedPerSecond,
            int queued,
            double latencySeconds,
            long completed,
            long notCompleted) {}

    /**
     * Replicas by state.
     *
     * @param requested wanted by the autoscaler
     * @param ready serving
     * @param starting asked for and not there yet
     * @param draining finishing what they have
     * @param need what the demand takes, or -1 while it is not known
     * @param max the largest count allowed
     */
    public record ReplicaCounts(int requested, int ready, int starting, int draining, int need, int max) {}
}
