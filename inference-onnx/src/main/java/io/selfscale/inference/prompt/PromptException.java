package io.selfscale.inference.prompt;

/** A conversation, a chat template or a tokenizer that cannot be used; the message says which, why and what to do. */
public final class PromptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }

    public PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
