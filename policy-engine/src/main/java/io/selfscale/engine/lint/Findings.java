package io.selfscale.engine.lint;

import java.util.ArrayList;
import java.util.List;

/** Collects what the checks of one specification find. */
final class Findings {

    private final List<LintFinding> all = new ArrayList<>();

    void error(LintCode code, String path, String message, String remedy) {
        all.add(new LintFinding(code.name(), Severity.ERROR, path, message, remedy));
    }

    void warning(LintCode code, String path, String message, String remedy) {
        all.add(new LintFinding(code.name(), Severity.WARNING, path, message, remedy));
    }

    void hint(LintCode code, String path, String message, String remedy) {
        all.add(new LintFinding(code.name(), Severity.HINT, path, message, remedy));
    }

    List<LintFinding> all() {
        return List.copyOf(all);
    }
}
