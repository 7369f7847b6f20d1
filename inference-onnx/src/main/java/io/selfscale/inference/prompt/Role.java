package io.selfscale.inference.prompt;

import java.util.Locale;

/** Who speaks in a message. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL;

    /** The name that chat templates and the OpenAI API use, such as {@code user}. */
    public String templateName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
