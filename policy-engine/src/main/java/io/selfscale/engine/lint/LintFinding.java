package io.selfscale.engine.lint;

import java.util.Objects;

/**
 * One thing that a check found in a specification.
 *
 * @param code what kind of thing, stable across versions: the name of a {@link LintCode}
 * @param severity how much it matters
 * @param path where, as a path in a policy file, such as {@code policies[0].threshold.out.for}; empty for the whole
 * @param message what is the matter, with its numbers; one line
 * @param remedy what to do about it, one line
 */
public record LintFinding(String code, Severity severity, String path, String message, String remedy) {

    public LintFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(remedy, "remedy");
        if (code.isBlank() || message.isBlank()) {
            throw new IllegalArgumentException(
                    "a finding needs a code and a message but had '" + code + "', '" + message + "'");
        }
    }
}
