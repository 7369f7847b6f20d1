package io.selfscale.adapter.yaml.service;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.FileText;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlDocument;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.adapter.yaml.tree.YamlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads service files: one document of {@code kind: ServiceModel}. Everything wrong is reported at once, with its place;
 * nothing that stands in a file makes it throw. Stateless.
 */
public final class ServiceReader {

    private ServiceReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read at all
     */
    public static ServiceFile read(Path file) throws IOException {
        Findings findings = new Findings(file.toString());
        String text = FileText.decode(FileText.bytes(file), findings);
        return text == null
                ? new ServiceFile(file.toString(), null, findings.all())
                : read(file.toString(), text, findings);
    }

    /**
     * Reads text.
     *
     * @param fileName what the file is called in findings
     */
    public static ServiceFile read(String fileName, String text) {
        return read(fileName, text, new Findings(fileName));
    }

    private static ServiceFile read(String fileName, String text, Findings findings) {
        List<YamlNode> roots = new ArrayList<>();
        for (YamlDocument document : YamlText.parse(text, findings)) {
            YamlNode root = document.root();
            if (root != null && !(root instanceof YamlNode.Scalar scalar && scalar.isEmpty())) {
                roots.add(root);
            }
        }
        ServiceSpec service = null;
        if (!roots.isEmpty()) {
            service = service(roots.get(0), findings);
        }
        for (YamlNode another : roots.subList(Math.min(1, roots.size()), roots.size())) {
            findings.add(
                    FindingCode.INVALID_VALUE,
                    another.position(),
                    "",
                    "a file describes one service, and this is another document",
                    "Move it to a file of its own.");
        }
        if (roots.isEmpty() && findings.errors() == 0) {
            findings.add(
                    FindingCode.MISSING_KEY,
                    Position.START,
                    "",
                    "there is no service in the file; expected " + ServiceForm.FORM.expected(),
                    "A service has apiVersion: " + ServiceForm.VERSION + " and kind: " + ServiceForm.KIND + ".");
        }
        return new ServiceFile(fileName, sound(service, findings), byPosition(findings));
    }

    private static @Nullable ServiceSpec service(YamlNode root, Findings findings) {
        ReadScope scope = ReadScope.of(root, findings);
        String kind = root instanceof YamlNode.Mapping mapping ? mapping.text("kind") : "";
        if (kind.isEmpty() || kind.equals(ServiceForm.KIND)) {
            return ServiceForm.FORM.read(root, scope);
        }
        // All its keys are wrong then, which says nothing.
        scope.reportAt(
                "kind",
                FindingCode.INVALID_VALUE,
                "kind must be " + ServiceForm.KIND + " but was " + Quoted.of(kind),
                "Write " + ServiceForm.KIND + ", or name a file that describes a service.");
        return null;
    }

    private static @Nullable ServiceSpec sound(@Nullable ServiceSpec service, Findings findings) {
        return findings.errors() == 0 ? service : null;
    }

    private static List<Finding> byPosition(Findings findings) {
        List<Finding> all = new ArrayList<>(findings.all());
        all.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return all;
    }
}
