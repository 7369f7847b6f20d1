package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.document.PolicyDocumentForm;
import io.selfscale.adapter.yaml.form.WriteScope;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Policy;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes specifications as policy files. */
public final class PolicyWriter {

    private PolicyWriter() {}

    /**
     * Returns a document that reads back to a specification with the same behaviour. What has its default is left out.
     *
     * @throws IllegalArgumentException if a policy is not one of those that a file can express
     */
    public static String write(ScalingSpec spec) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setDereferenceAliases(true)
                // Quotes everything that readers of YAML 1.2 would take for something else than text.
                .setSchema(new CoreSchema())
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(tree(spec));
    }

    /** Returns the document as maps, lists, text and numbers. */
    static Object tree(ScalingSpec spec) {
        for (Policy<?> advisor : spec.advisors()) {
            throw new IllegalArgumentException("a policy file cannot express policy " + advisor.name() + " ("
                    + advisor.getClass().getName() + "), which runs outside the decision function");
        }
        return PolicyDocumentForm.FORM.write(spec, WriteScope.NONE);
    }
}
