package io.selfscale.adapter.simulation.trace;

/**
 * A file is no trace that can be used. The message is one line: the file, the line if there is one, what was expected
 * and what was found.
 */
public final class TraceFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    TraceFormatException(String message) {
        super(message);
    }

    TraceFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
