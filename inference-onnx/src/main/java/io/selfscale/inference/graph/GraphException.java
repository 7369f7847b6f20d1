package io.selfscale.inference.graph;

/** A checkpoint that no graph can be made for; the message says what stands in the way and what to do. */
public final class GraphException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GraphException(String message) {
        super(message);
    }

    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
