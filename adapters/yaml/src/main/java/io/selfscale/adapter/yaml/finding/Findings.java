package io.selfscale.adapter.yaml.finding;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the findings about one file, {@value #MOST} at most: a file of garbage must not give a report that is longer
 * than itself. Not safe for concurrent use.
 */
public final class Findings {

    /** Findings that are kept. */
    public static final int MOST = 200;

    private final String file;
    private final List<Finding> all = new ArrayList<>();
    private int errors;

    /** Creates an empty collection for a file. */
    public Findings(String file) {
        this.file = file;
    }

    /** Returns the file that the findings are about, as it was named by the caller. */
    public String file() {
        return file;
    }

    /** Adds a finding. */
    public void add(FindingCode code, Position position, String path, String message, String remedy) {
        if (code.severity() == Severity.ERROR) {
            errors++;
        }
        if (all.size() < MOST) {
            all.add(finding(code, position, path, message, remedy));
        } else if (all.size() == MOST) {
            all.add(finding(
                    FindingCode.TOO_MANY_FINDINGS,
                    position,
                    path,
                    "more than " + MOST + " findings; the rest is left out",
                    "Correct these first."));
        }
    }

    private Finding finding(FindingCode code, Position position, String path, String message, String remedy) {
        return new Finding(
                file, position.line(), position.column(), path, code.severity(), code.name(), message, remedy);
    }

    /** Returns how many errors were added so far, those left out included. */
    public int errors() {
        return errors;
    }

    /** Returns the findings in the order they were added. */
    public List<Finding> all() {
        return List.copyOf(all);
    }
}
