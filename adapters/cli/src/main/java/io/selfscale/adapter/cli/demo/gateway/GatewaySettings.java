package io.selfscale.adapter.cli.demo.gateway;

import java.time.Duration;

/**
 * The limits of the front door.
 *
 * @param port where it listens on 127.0.0.1, 0 for any free one
 * @param queueLimit requests that may wait, at least 1
 * @param queuedBytesLimit bytes of photos that may wait or be in flight, at least 1
 * @param queueDeadline how long a request may wait for a worker, positive; then it is answered with 503
 * @param workerTimeout how long a worker may take for an answer, positive; then another one is asked
 */
public record GatewaySettings(
        int port, int queueLimit, long queuedBytesLimit, Duration queueDeadline, Duration workerTimeout) {

    /** The largest body that is taken in, in bytes. */
    public static final int MAX_BODY_BYTES = 16 << 20;

    public GatewaySettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 to 65535 but was " + port);
        }
        if (queueLimit < 1) {
            throw new IllegalArgumentException("queueLimit must be at least 1 but was " + queueLimit);
        }
        if (queuedBytesLimit < 1) {
            throw new IllegalArgumentException("queuedBytesLimit must be at least 1 but was " + queuedBytesLimit);
        }
        requirePositive("queueDeadline", queueDeadline);
        requirePositive("workerTimeout", workerTimeout);
    }

    /** Returns the usual limits: 5,000 requests or 512 MiB may wait, each for 60 s; a worker may take 30 s. */
    public static GatewaySettings onPort(int port) {
        return new GatewaySettings(port, 5_000, 512L << 20, Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive but was " + value);
        }
    }
}
