package io.selfscale.adapter.cli.lint;

import io.selfscale.adapter.yaml.finding.Finding;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Findings for machines: a list of {@code {file, line, column, path, severity, code, message, remedy}}. */
final class FindingJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private FindingJson() {}

    static String of(List<Finding> findings) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Finding finding : findings) {
            all.addObject()
                    .put("file", finding.file())
                    .put("line", finding.line())
                    .put("column", finding.column())
                    .put("path", finding.path())
                    .put("severity", finding.severity().label())
                    .put("code", finding.code())
                    .put("message", finding.message())
                    .put("remedy", finding.remedy());
        }
        return MAPPER.writeValueAsString(all);
    }
}
