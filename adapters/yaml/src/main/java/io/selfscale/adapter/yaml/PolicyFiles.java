package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Policy files that change while they are in use. {@link #reload()} reads all of them, and either uses everything that
 * they say from one instant on, or nothing of it: a broken edit, an empty file, two files about one target change
 * nothing. When to read again is the caller's business; there is no thread here. Safe for concurrent use.
 */
public final class PolicyFiles {

    private final List<Path> files;
    private final AtomicReference<Map<String, PolicyDocument>> current = new AtomicReference<>(Map.of());

    /** Creates a set of files, of which nothing has been read yet. */
    public PolicyFiles(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** Returns the policies in use, by name of target, in order of the files; an immutable snapshot. */
    public Map<String, PolicyDocument> current() {
        return current.get();
    }

    /**
     * Reads the files again, and uses what they say if nothing in them is an error.
     *
     * @throws IOException if a file cannot be read; nothing changes then
     */
    public synchronized PolicyReload reload() throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, PolicyDocument> read = new LinkedHashMap<>();
        boolean isUsable = true;
        for (Path path : files) {
            PolicyFile file = PolicyReader.read(path);
            findings.addAll(file.findings());
            // An editor that truncates a file before it writes must not take the policies away.
            isUsable &= file.isValid() && !file.documents().isEmpty();
            for (PolicyDocument document : file.documents()) {
                String target = document.spec().target().name();
                if (read.putIfAbsent(target, document) != null) {
                    isUsable = false;
                    findings.addAll(duplicate(file.file(), document, target));
                }
            }
        }
        if (!isUsable) {
            return new PolicyReload(false, findings, List.of());
        }
        List<PolicyDiff> diffs = PolicyDiff.between(current.get(), read);
        current.set(Collections.unmodifiableMap(read));
        return new PolicyReload(true, findings, diffs);
    }

    private static List<Finding> duplicate(String file, PolicyDocument document, String target) {
        Findings findings = new Findings(file);
        findings.add(
                FindingCode.DUPLICATE_TARGET,
                document.positions().at("target"),
                "target",
                "target '" + target + "' has a policy already, in another file",
                "Put all policies of a target into one document.");
        return findings.all();
    }
}
