package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Finding;
import java.util.List;

/**
 * What came of reading policy files again.
 *
 * @param isApplied whether what was read is in use now; if not, nothing changed
 * @param findings everything found, in order of the files; copied
 * @param diffs what changed, or would have; empty where the files could not be used; copied
 */
public record PolicyReload(boolean isApplied, List<Finding> findings, List<PolicyDiff> diffs) {
    public PolicyReload {
        findings = List.copyOf(findings);
        diffs = List.copyOf(diffs);
    }
}
