package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.document.PolicyDocumentForm;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.form.Nearest;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.manifest.HorizontalPodAutoscaler;
import io.selfscale.adapter.yaml.manifest.Manifest;
import io.selfscale.adapter.yaml.manifest.ScaledObject;
import io.selfscale.adapter.yaml.tree.FileText;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlDocument;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.adapter.yaml.tree.YamlText;
import io.selfscale.engine.spec.ScalingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy files: documents of {@code kind: ScalingPolicy}, and manifests of the Horizontal Pod Autoscaler and of
 * KEDA's ScaledObject as policies. Everything wrong is reported at once, with its place; nothing that stands in a file
 * makes it throw. Stateless.
 */
public final class PolicyReader {

    private static final List<String> KINDS =
            List.of(PolicyDocumentForm.KIND, HorizontalPodAutoscaler.KIND, ScaledObject.KIND);

    private PolicyReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read at all
     */
    public static PolicyFile read(Path file) throws IOException {
        return read(file.toString(), FileText.bytes(file));
    }

    /** Reads the content of a file. */
    static PolicyFile read(String fileName, byte[] content) {
        Findings findings = new Findings(fileName);
        String text = FileText.decode(content, findings);
        return text == null ? new PolicyFile(fileName, List.of(), findings.all()) : read(fileName, text);
    }

    /**
     * Reads text.
     *
     * @param fileName what the file is called in findings
     */
    public static PolicyFile read(String fileName, String text) {
        Findings findings = new Findings(fileName);
        List<PolicyDocument> documents = new ArrayList<>();
        Map<String, Position> targets = new HashMap<>();
        for (YamlDocument document : YamlText.parse(text, findings)) {
            YamlNode root = document.root();
            if (root == null || (root instanceof YamlNode.Scalar scalar && scalar.isEmpty())) {
                continue;
            }
            PolicyDocument read = read(root, findings);
            if (read != null && document.isSound() && isNewTarget(read, targets, findings)) {
                documents.add(read);
            }
        }
        if (documents.isEmpty() && findings.errors() == 0) {
            findings.add(
                    FindingCode.NO_POLICY,
                    Position.START,
                    "",
                    "there is no policy in the file",
                    "A policy has apiVersion: " + PolicyDocumentForm.VERSION + " and kind: " + PolicyDocumentForm.KIND
                            + ".");
        }
        List<Finding> byPosition = new ArrayList<>(findings.all());
        byPosition.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return new PolicyFile(fileName, documents, byPosition);
    }

    private static @Nullable PolicyDocument read(YamlNode root, Findings findings) {
        ReadScope scope = ReadScope.of(root, findings);
        if (!(root instanceof YamlNode.Mapping mapping)) {
            scope.wrongType(PolicyDocumentForm.FORM.expected(), root);
            return null;
        }
        String kind = mapping.text("kind");
        String version = mapping.text("apiVersion");
        return switch (kind) {
            case HorizontalPodAutoscaler.KIND -> document(HorizontalPodAutoscaler.read(mapping, scope), kind, root);
            case ScaledObject.KIND -> document(ScaledObject.read(mapping, scope), kind, root);
            case PolicyDocumentForm.KIND, "" -> policy(version, scope);
            default -> {
                otherKind(kind, version, scope);
                yield null;
            }
        };
    }

    private static @Nullable PolicyDocument policy(String version, ReadScope scope) {
        if (!version.isEmpty() && !version.equals(PolicyDocumentForm.VERSION)) {
            scope.reportAt(
                    "apiVersion",
                    FindingCode.UNSUPPORTED_VERSION,
                    "apiVersion must be " + PolicyDocumentForm.VERSION + " but was " + Quoted.of(version),
                    "Write " + PolicyDocumentForm.VERSION + ".");
            return null;
        }
        ScalingSpec spec = PolicyDocumentForm.FORM.read(scope.root(), scope);
        return spec == null
                ? null
                : new PolicyDocument(spec, PolicyDocumentForm.KIND, new Positions(scope.root(), Map.of()));
    }

    private static void otherKind(String kind, String version, ReadScope scope) {
        String nearest = Nearest.to(kind, KINDS);
        if (version.startsWith("selfscale.io/") || nearest != null) {
            scope.reportAt(
                    "kind",
                    FindingCode.INVALID_VALUE,
                    "kind must be " + String.join(", ", KINDS) + " but was " + Quoted.of(kind),
                    "Write " + (nearest == null ? PolicyDocumentForm.KIND : nearest) + ".");
        } else {
            scope.reportAt(
                    "kind",
                    FindingCode.OTHER_KIND,
                    "a document of kind " + Quoted.of(kind) + " is no policy and was skipped",
                    "");
        }
    }

    private static @Nullable PolicyDocument document(@Nullable Manifest manifest, String kind, YamlNode root) {
        return manifest == null
                ? null
                : new PolicyDocument(manifest.spec(), kind, new Positions(root, manifest.origins()));
    }

    private static boolean isNewTarget(PolicyDocument document, Map<String, Position> targets, Findings findings) {
        String target = document.spec().target().name();
        String path = document.kind().equals(PolicyDocumentForm.KIND) ? "target" : "spec.scaleTargetRef.name";
        Position position = document.positions().at("target");
        Position first = targets.putIfAbsent(target, position);
        if (first == null) {
            return true;
        }
        findings.add(
                FindingCode.DUPLICATE_TARGET,
                position,
                path,
                "target " + Quoted.of(target) + " has a policy already, in line " + first.line(),
                "Put all policies of a target into one document.");
        return false;
    }
}
