package io.selfscale.engine.lint;

import java.util.Locale;

/** How much a finding matters, the gravest first. */
public enum Severity {
    /** The specification contradicts itself, or does harm: it should not run. */
    ERROR,
    /** It works, though probably not as its author expects. */
    WARNING,
    /** Something worth knowing. */
    HINT;

    /** Returns the word for it in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
