package io.selfscale.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

    private static final Path SNIPPETS = Path.of("src/test/java/io/selfscale/adapter/micrometer/Snippets.java");

    @Test
    void listsEveryMeterWithItsTypeTagsAndUnit() throws IOException {
        Map<String, Row> table = table();

        Map<String, Meter> registered = registered();

        assertThat(table.keySet()).isEqualTo(registered.keySet());
        registered.forEach((name, meter) -> {
            Row row = Objects.requireNonNull(table.get(name), name);
            Meter.Id id = meter.getId();
            assertThat(row.type()).as(name).isEqualTo(id.getType().name().toLowerCase(Locale.ROOT));
            assertThat(id.getTags().stream().map(Tag::getKey))
                    .as(name)
                    .allSatisfy(key -> assertThat(row.tags()).contains("`" + key + "`"));
            if (!name.equals("selfscale.signal")) {
                assertThat(row.unit()).as(name).isEqualTo(id.getBaseUnit());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"signals", "meters"})
    void showsCodeThatRuns(String region) throws IOException {
        assertThat(readme()).contains("```java\n" + snippet(region));
    }

    private static Map<String, Meter> registered() {
        MeterRegistry registry = new SimpleMeterRegistry();
        AutoscalerMeters meters = AutoscalerMeters.bindTo(registry, Decisions.TARGET);
        meters.onDecision(Decisions.out(null, Decisions.limit("bounds", ReasonCode.ABOVE_MAX)));
        meters.onDecision(Decisions.steady(Decisions.seen(Decisions.GPU, Sample.of(0.7))));
        meters.onTick(Duration.ofMillis(1));
        meters.onFailure("journal", "disk full");
        return registry.getMeters().stream()
                .collect(Collectors.toMap(meter -> meter.getId().getName(), meter -> meter, (one, other) -> one));
    }

    /** A row of the table of meters. */
    private record Row(String type, String tags, String unit) {}

    private static Map<String, Row> table() throws IOException {
        return readme().lines()
                .filter(line -> line.startsWith("| `selfscale."))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .collect(Collectors.toMap(
                        cells -> cells.get(1).replace("`", ""),
                        cells -> new Row(cells.get(2), cells.get(3), cells.get(4))));
    }

    private static String snippet(String region) throws IOException {
        String code = Files.readString(SNIPPETS);
        int start = code.indexOf('\n', code.indexOf("@start region=\"" + region + "\"")) + 1;
        int end = code.lastIndexOf('\n', code.indexOf("// @end", start)) + 1;
        return code.substring(start, end - 1).stripIndent() + "\n";
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
