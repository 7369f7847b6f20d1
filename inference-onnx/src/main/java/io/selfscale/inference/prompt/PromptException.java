package io.selfscale.inference.prompt;

import org.jspecify.annotations.Nullable;

/** A conversation, a chat template or a tokenizer that cannot be used; the message says which, why and what to do. */
public final class PromptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }

    public PromptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
