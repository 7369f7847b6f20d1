package io.selfscale.adapter.cli.demo.gateway;

/**
 * What one worker did since it was first known to the front door.
 *
 * @param completed requests it answered with 2xx
 * @param busyNanos time in which it had at least one request, in nanoseconds, up to now
 * @param inFlight requests it has now
 */
public record WorkerCounters(long completed, long busyNanos, int inFlight) {}
