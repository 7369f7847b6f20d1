package io.selfscale.adapter.yaml.finding;

import java.util.Objects;

/**
 * Something wrong with a policy file, or worth knowing about it.
 *
 * @param file the file as it was named by the caller
 * @param line from 1 on
 * @param column from 1 on
 * @param path where in the document, such as {@code policies[0].threshold.out.for}; empty for the document itself
 * @param severity how bad it is
 * @param code stable name of the kind of finding; see {@link FindingCode} for those of this module
 * @param message what is there, and what was expected
 * @param remedy what to do about it; may be empty
 */
public record Finding(
        String file, int line, int column, String path, Severity severity, String code, String message, String remedy) {

    public Finding {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Tells whether the document that it is about cannot be used. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns one line: {@code FILE:LINE:COL severity CODE message}. */
    @Override
    public String toString() {
        String text = file + ":" + line + ":" + column + " " + severity.label() + " " + code + " " + message;
        return remedy.isEmpty() ? text : text + "; " + remedy;
    }
}
