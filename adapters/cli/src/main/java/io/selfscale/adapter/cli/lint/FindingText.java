package io.selfscale.adapter.cli.lint;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.Severity;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Findings for people: one line each, {@code FILE:LINE:COL severity CODE message}. */
public final class FindingText {

    private final PrintWriter out;
    private final Ansi colours;
    private final boolean remedies;

    /**
     * Creates a writer.
     *
     * @param remedies whether each finding is followed by an indented line that says what to do
     */
    public FindingText(PrintWriter out, Ansi colours, boolean remedies) {
        this.out = out;
        this.colours = colours;
        this.remedies = remedies;
    }

    /** Writes findings, in their order. */
    public void write(List<Finding> findings) {
        for (Finding finding : findings) {
            String place = finding.file() + ":" + finding.line() + ":" + finding.column();
            out.println(place + " " + label(finding.severity()) + " " + finding.code() + " " + line(finding.message()));
            if (remedies && !finding.remedy().isEmpty()) {
                out.println("    " + line(finding.remedy()));
            }
        }
        out.flush();
    }

    private String label(Severity severity) {
        if (!colours.enabled()) {
            return severity.label();
        }
        String style = switch (severity) {
            case ERROR -> "bold,red";
            case WARNING -> "yellow";
            case HINT -> "cyan";
        };
        return colours.string("@|" + style + " " + severity.label() + "|@");
    }

    private static String line(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }

    /** Returns how many there are, such as {@code 2 files: 1 error, 0 warnings, 3 hints}. */
    public static String summary(int files, List<Finding> findings) {
        return plural(files, "file") + ": " + plural(count(findings, Severity.ERROR), "error") + ", "
                + plural(count(findings, Severity.WARNING), "warning") + ", "
                + plural(count(findings, Severity.HINT), "hint");
    }

    /** Returns how many findings have a severity. */
    public static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
