package io.selfscale.adapter.yaml.finding;

/** The kinds of findings of this module. Their names are stable. */
public enum FindingCode {
    /** See {@link #meaning()}. */
    SYNTAX(Severity.ERROR, "the text is not YAML"),
    /** See {@link #meaning()}. */
    NOT_UTF8(Severity.ERROR, "the file is not text in UTF-8"),
    /** See {@link #meaning()}. */
    TOO_LARGE(Severity.ERROR, "the file, its nesting or its repetition by aliases is beyond a limit"),
    /** See {@link #meaning()}. */
    TOO_MANY_FINDINGS(Severity.ERROR, "further findings were left out"),
    /** See {@link #meaning()}. */
    DUPLICATE_KEY(Severity.ERROR, "a key is there twice"),
    /** See {@link #meaning()}. */
    UNKNOWN_KEY(Severity.ERROR, "a key that means nothing here; the nearest one that does is named"),
    /** See {@link #meaning()}. */
    MISSING_KEY(Severity.ERROR, "a key that is needed is not there"),
    /** See {@link #meaning()}. */
    WRONG_TYPE(Severity.ERROR, "a value of another kind was expected"),
    /** See {@link #meaning()}. */
    INVALID_VALUE(Severity.ERROR, "a value is of the right kind, but not allowed"),
    /** See {@link #meaning()}. */
    INVALID_POLICY(Severity.ERROR, "the parts of a document do not fit together"),
    /** See {@link #meaning()}. */
    UNKNOWN_SIGNAL(Severity.ERROR, "a signal is used whose kind is told nowhere"),
    /** See {@link #meaning()}. */
    SIGNAL_CONFLICT(Severity.ERROR, "a signal is described in two ways, or of the wrong kind for its use"),
    /** See {@link #meaning()}. */
    UNSUPPORTED_VERSION(Severity.ERROR, "the apiVersion is not one that is read"),
    /** See {@link #meaning()}. */
    DUPLICATE_TARGET(Severity.ERROR, "two documents are about the same target"),
    /** See {@link #meaning()}. */
    NO_POLICY(Severity.WARNING, "the file holds no policy"),
    /** See {@link #meaning()}. */
    NOT_CARRIED_OVER(Severity.WARNING, "something in a manifest that a policy cannot express"),
    /** See {@link #meaning()}. */
    OTHER_KIND(Severity.HINT, "a document that is no policy was skipped");

    private final Severity severity;
    private final String meaning;

    FindingCode(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    /** Returns how bad it is. */
    public Severity severity() {
        return severity;
    }

    /** Returns what it says, in a few words. */
    public String meaning() {
        return meaning;
    }
}
