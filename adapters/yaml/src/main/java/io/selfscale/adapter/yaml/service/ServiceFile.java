package io.selfscale.adapter.yaml.service;

import io.selfscale.adapter.yaml.finding.Finding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a service file.
 *
 * @param file the file as it was named by the caller
 * @param service what it describes, or null if anything in it is an error
 * @param findings everything found, by position; copied
 */
public record ServiceFile(String file, @Nullable ServiceSpec service, List<Finding> findings) {

    public ServiceFile {
        Objects.requireNonNull(file, "file");
        findings = List.copyOf(findings);
    }
}
