package io.selfscale.adapter.cli.demo.gateway;

/**
 * Requests since the front door was opened.
 *
 * @param offered arrived
 * @param completed answered with 2xx by a worker
 * @param failed answered with anything but 2xx, 429 and 503
 * @param rejected answered with 429 or 503: the queue was full, the deadline passed or the door was closing
 * @param retried sent to a second worker, because the first broke off
 */
public record RequestCounters(long offered, long completed, long failed, long rejected, long retried) {}
