package io.selfscale.adapter.cli.demo.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON. */
public final class ReportFile {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ReportFile() {}

    /** Returns the document as text, with a line break at its end. */
    public static String json(DemoReport report) {
        return MAPPER.writeValueAsString(report) + "\n";
    }

    /**
     * Writes the document, in the place of what was there.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(DemoReport report, Path file) throws IOException {
        Files.writeString(file, json(report), StandardCharsets.UTF_8);
    }
}
