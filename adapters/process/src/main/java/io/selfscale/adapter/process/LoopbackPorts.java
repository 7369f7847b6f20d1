package io.selfscale.adapter.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;

/** Chooses ports on 127.0.0.1 that nobody listens on. Safe for concurrent use. */
final class LoopbackPorts implements PortChoice {
    private static final int ATTEMPTS = 50;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /**
     * {@inheritDoc}
     *
     * <p>The port is free when it is chosen. Between then and the worker's own bind another process may take it: the
     * worker then fails to bind and ends, which is a crash like any other.
     */
    @Override
    public int choose(Set<Integer> taken) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
                // A worker that was given a port and has not bound it yet does not show: hence the second condition.
                if (!taken.contains(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            }
        }
        throw new IOException("no free port found on 127.0.0.1 in " + ATTEMPTS + " attempts");
    }
}
