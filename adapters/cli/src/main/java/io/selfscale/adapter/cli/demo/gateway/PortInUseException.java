package io.selfscale.adapter.cli.demo.gateway;

import java.net.BindException;

/** The port of the front door belongs to somebody else. */
public final class PortInUseException extends BindException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortInUseException(int port, Throwable cause) {
        super("port " + port + " is already in use on 127.0.0.1; choose another with --port, or 0 for any free one");
        initCause(cause);
        this.port = port;
    }

    /** Returns the port. */
    public int port() {
        return port;
    }
}
