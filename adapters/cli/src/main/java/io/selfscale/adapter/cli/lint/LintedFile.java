package io.selfscale.adapter.cli.lint;

import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.finding.Severity;
import io.selfscale.engine.lint.Lint;
import io.selfscale.engine.lint.LintFinding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file, verifies each policy in it, and puts both kinds of findings in the order of the file. */
public final class LintedFile {

    private LintedFile() {}

    /**
     * Returns what is found.
     *
     * @param tolerated time for which an objective may be missed, or null if it was not given
     * @throws IOException if the file cannot be read
     */
    public static List<Finding> findings(Path file, @Nullable Duration tolerated) throws IOException {
        PolicyFile read = PolicyReader.read(file);
        List<Finding> findings = new ArrayList<>(read.findings());
        for (PolicyDocument document : read.documents()) {
            List<LintFinding> found =
                    tolerated == null ? Lint.check(document.spec()) : Lint.check(document.spec(), tolerated);
            found.forEach(item -> findings.add(placed(read.file(), document, item)));
        }
        findings.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return findings;
    }

    private static Finding placed(String file, PolicyDocument document, LintFinding found) {
        Position position = document.positions().at(found.path());
        return new Finding(
                file,
                position.line(),
                position.column(),
                found.path(),
                Severity.valueOf(found.severity().name()),
                found.code(),
                found.message(),
                found.remedy());
    }
}
