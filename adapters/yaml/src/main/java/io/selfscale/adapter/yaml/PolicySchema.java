package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.document.PolicyDocumentForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of policy files, for editors: made of the same descriptions that read them. */
public final class PolicySchema {

    private PolicySchema() {}

    /** Returns the schema, as JSON on several lines. */
    public static String json() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        Map<String, Object> root = PolicyDocumentForm.FORM.schema(definitions);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Selfscale policy file, " + PolicyDocumentForm.VERSION);
        schema.putAll(root);
        schema.put("$defs", definitions);
        StringBuilder json = new StringBuilder();
        write(schema, "\n", json);
        return json.append('\n').toString();
    }

    private static void write(Object value, String newLine, StringBuilder json) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.append(separator).append(newLine).append("  ");
                quote(String.valueOf(entry.getKey()), json);
                json.append(": ");
                write(entry.getValue(), newLine + "  ", json);
                separator = ",";
            }
            json.append(map.isEmpty() ? "{}" : newLine + "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                json.append(separator).append(newLine).append("  ");
                write(item, newLine + "  ", json);
                separator = ",";
            }
            json.append(list.isEmpty() ? "[]" : newLine + "]");
        } else if (value instanceof String text) {
            quote(text, json);
        } else {
            json.append(value);
        }
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
