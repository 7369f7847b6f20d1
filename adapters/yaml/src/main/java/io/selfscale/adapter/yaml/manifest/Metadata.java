package io.selfscale.adapter.yaml.manifest;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all manifests have: metadata, a target, and a policy at the end. */
final class Metadata {

    /** Annotations that change how a target scales. */
    private static final String KEDA = "autoscaling.keda.sh/";

    private Metadata() {}

    /** Reads the metadata, of which only what is about scaling matters. */
    static void read(ManifestObject root) {
        ManifestObject metadata = root.object("metadata");
        if (metadata == null) {
            return;
        }
        metadata.ignore(metadata.keys().toArray(String[]::new));
        metadata.notCarriedOver(
                "namespace", "targets have a name only", "Keep the targets of namespaces apart by file.");
        ManifestObject annotations = metadata.object("annotations");
        if (annotations == null) {
            return;
        }
        for (String key : annotations.keys()) {
            annotations.ignore(key);
            if (key.startsWith(KEDA)) {
                annotations.report(key);
            }
        }
    }

    /** Returns the name of what is scaled, or null after reporting that it is not there. */
    static @Nullable String target(ManifestObject spec) {
        ManifestObject reference = spec.requiredObject("scaleTargetRef");
        if (reference == null) {
            return null;
        }
        // The pool that a policy is used with says what kind of thing it scales.
        reference.ignore("apiVersion", "kind");
        return reference.requiredText("name");
    }

    /** Returns the policy, or null after reporting what is wrong with it as a whole. */
    static @Nullable Manifest build(ScalingSpecBuilder builder, Map<String, String> origins, ReadScope scope) {
        try {
            ScalingSpec spec = builder.build();
            return new Manifest(spec, origins);
        } catch (IllegalArgumentException e) {
            scope.report(FindingCode.INVALID_POLICY, String.valueOf(e.getMessage()), "");
            return null;
        }
    }
}
