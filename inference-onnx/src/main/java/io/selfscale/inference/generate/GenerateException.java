package io.selfscale.inference.generate;

/** A model that cannot be loaded, or a request that it cannot answer; the message says why and what to do. */
public final class GenerateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GenerateException(String message) {
        super(message);
    }
}
