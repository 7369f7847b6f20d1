package io.selfscale.adapter.yaml.finding;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    /** The document cannot be used. */
    ERROR,
    /** It can be used, but something in it has no effect or is risky. */
    WARNING,
    /** Worth knowing. */
    HINT;

    /** Returns the word in lists of findings: {@code error}, {@code warning} or {@code hint}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
