package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Finding;
import java.util.List;
import java.util.Objects;

/**
 * What was read from a file.
 *
 * @param file the file as it was named by the caller
 * @param documents the documents without errors, in order; copied
 * @param findings everything found, by position; copied
 */
public record PolicyFile(String file, List<PolicyDocument> documents, List<Finding> findings) {

    public PolicyFile {
        Objects.requireNonNull(file, "file");
        documents = List.copyOf(documents);
        findings = List.copyOf(findings);
    }

    /** Tells whether nothing in the file is an error. */
    public boolean isValid() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
