package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.document.Policies;
import io.selfscale.adapter.yaml.document.PolicyDocumentForm;
import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.adapter.yaml.form.QuantityForm;
import io.selfscale.adapter.yaml.form.WriteScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reference of policy files, for people: made of the same descriptions that read them. */
public final class PolicyReference {

    private PolicyReference() {}

    /** Returns every section with its keys, and every code of a finding, as Markdown. */
    public static String markdown() {
        Map<String, ObjectForm<?>> forms = new LinkedHashMap<>();
        collect(PolicyDocumentForm.FORM, forms);
        StringBuilder text = new StringBuilder();
        kinds(text);
        forms.values().forEach(form -> section(form, text));
        text.append("### Findings\n\n| Code | Severity | Meaning |\n|---|---|---|\n");
        for (FindingCode code : FindingCode.values()) {
            text.append("| `")
                    .append(code.name())
                    .append("` | ")
                    .append(code.severity().label())
                    .append(" | ")
                    .append(code.meaning())
                    .append(" |\n");
        }
        return text.toString();
    }

    private static void collect(Form<?> form, Map<String, ObjectForm<?>> forms) {
        if (form instanceof ObjectForm<?> object && forms.putIfAbsent(object.name(), object) != null) {
            return;
        }
        form.parts().forEach(part -> collect(part, forms));
    }

    /** Lists the kinds of policies by their keys. */
    private static void kinds(StringBuilder text) {
        text.append("### Kinds of policies\n\n| Key | Section | What it does |\n|---|---|---|\n");
        Policies.FORM
                .alternatives()
                .forEach(kind -> text.append("| `")
                        .append(kind.key())
                        .append("` | [")
                        .append(kind.form().name())
                        .append("](#")
                        .append(kind.form().name())
                        .append(") | ")
                        .append(kind.form().meaning())
                        .append(" |\n"));
        text.append('\n');
    }

    private static void section(ObjectForm<?> form, StringBuilder text) {
        text.append("### ")
                .append(form.name())
                .append("\n\n")
                .append(form.meaning())
                .append("\n\n");
        if (form.fields().isEmpty()) {
            return;
        }
        text.append("| Key | Value | Default | Meaning |\n|---|---|---|---|\n");
        form.fields().forEach(field -> row(field, text));
        text.append('\n');
    }

    private static <V> void row(Field<?, V> field, StringBuilder text) {
        text.append("| `")
                .append(field.key())
                .append("` | ")
                .append(value(field.form()))
                .append(" | ")
                .append(field.isRequired() ? "required" : absent(field.form(), field.absent()))
                .append(" | ")
                .append(field.meaning())
                .append(" |\n");
    }

    /** Names the sections that a value is made of, or tells what it looks like. */
    private static String value(Form<?> form) {
        Map<String, ObjectForm<?>> nearest = new LinkedHashMap<>();
        nearest(form, nearest);
        if (nearest.isEmpty() || nearest.size() > 6) {
            return form.expected().replace("|", "\\|");
        }
        return String.join(
                ", ",
                nearest.keySet().stream()
                        .map(name -> "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")")
                        .toList());
    }

    private static void nearest(Form<?> form, Map<String, ObjectForm<?>> found) {
        if (form instanceof ObjectForm<?> object) {
            found.put(object.name(), object);
        } else {
            form.parts().forEach(part -> nearest(part, found));
        }
    }

    private static <V> String absent(Form<V> form, @Nullable V value) {
        if (value == null || value instanceof List<?> || value instanceof Map<?, ?> || form instanceof QuantityForm) {
            return "";
        }
        if (value instanceof Double number && number.isInfinite()) {
            return "no limit";
        }
        Object written = form.write(value, WriteScope.NONE);
        if (written instanceof Integer number && number == Integer.MAX_VALUE) {
            return "no limit";
        }
        return written instanceof Map<?, ?> ? "" : "`" + written + "`";
    }
}
