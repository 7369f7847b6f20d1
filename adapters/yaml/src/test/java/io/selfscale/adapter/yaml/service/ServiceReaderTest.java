package io.selfscale.adapter.yaml.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.service.ServiceSpec.Decode;
import io.selfscale.adapter.yaml.service.ServiceSpec.Phase;
import io.selfscale.adapter.yaml.service.ServiceSpec.Prefill;
import io.selfscale.adapter.yaml.service.ServiceSpec.Startup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceReaderTest {

    private static final String MINIMAL = """
            apiVersion: selfscale.io/v1
            kind: ServiceModel
            name: captions
            slots: 8
            decode: {perToken: 40ms}
            startup: 60s
            """;

    private static ServiceSpec read(String text) {
        ServiceFile file = ServiceReader.read("service.yaml", text);
        assertThat(file.findings()).isEmpty();
        return Objects.requireNonNull(file.service());
    }

    private static List<String> errors(String text) {
        ServiceFile file = ServiceReader.read("service.yaml", text);
        assertThat(file.service()).isNull();
        assertThat(file.findings()).isNotEmpty().allMatch(Finding::isError);
        return file.findings().stream()
                .map(found -> found.line() + ":" + found.column() + " " + found.code() + " " + found.message())
                .toList();
    }

    @Test
    void whatIsLeftOutDoesNotHappen() {
        assertThat(read(MINIMAL))
                .isEqualTo(new ServiceSpec(
                        "captions",
                        8,
                        new Prefill(0, 0, 0),
                        new Decode(0.04, 0),
                        new Startup.Quantiles(60, 60, List.of()),
                        0,
                        FaultRates.NONE,
                        Door.OPEN));
    }

    @Test
    void everyKeyIsRead() {
        String all = """
                apiVersion: selfscale.io/v1
                kind: ServiceModel
                name: captions
                slots: 8
                prefill: {base: 50ms, perToken: 300us, perImageToken: 0.15ms}
                decode: {perToken: 40ms, perTokenAndRequest: 1ms}
                startup: {phases: [{name: image, p50: 20s, p95: 50s}, {name: weights, p50: 40s}]}
                pricePerHour: 1.25
                faults: {neverReady: 1%, crashesPerHour: 0.01, interruptionsPerHour: 0.05, interruptionNotice: 1m}
                frontDoor: {queue: 500, patience: 30s, cacheHitShare: 5%}
                brownout:
                  - {name: smaller, imageShare: 50%}
                  - {name: few, imageShare: 50%, outputShare: 60%, classes: 1}
                """;

        assertThat(read(all))
                .isEqualTo(new ServiceSpec(
                        "captions",
                        8,
                        new Prefill(0.05, 0.0003, 0.00015),
                        new Decode(0.04, 0.001),
                        new Startup.Quantiles(
                                60, 90, List.of(new Phase("image", 20, 50), new Phase("weights", 40, 40))),
                        1.25,
                        new FaultRates(0.01, 0.01, 0.05, Duration.ofMinutes(1)),
                        new Door(
                                500,
                                Duration.ofSeconds(30),
                                0.05,
                                List.of(new Door.Level("smaller", 0.5, 1, 128), new Door.Level("few", 0.5, 0.6, 1)))));
    }

    @Test
    void aStartIsATimeTwoQuantilesPhasesOrSamples() {
        assertThat(read(MINIMAL.replace("60s", "{p50: 60s, p95: 2m}")).startup())
                .isEqualTo(new Startup.Quantiles(60, 120, List.of()));
        assertThat(read(MINIMAL.replace("60s", "{p50: 60s}")).startup())
                .isEqualTo(new Startup.Quantiles(60, 60, List.of()));
        assertThat(read(MINIMAL.replace("60s", "{samples: [55s, 61s, 90s]}")).startup())
                .isEqualTo(new Startup.Samples(List.of(55.0, 61.0, 90.0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {p50: 60s, samples: [1s]}               | one of
                    {}                                      | one of
                    {p95: 60s}                              | p95 must stand beside a p50
                    {p50: 60s, p95: 30s}                    | p95 must be at least p50
                    {p50: 0s, p95: 30s}                     | p50 above 0
                    {phases: []}                            | at least 1 item
                    {phases: [{name: a, p50: 2s, p95: 1s}]} | p95 must be at least p50
                    {samples: [fast]}                       | startup.samples[0] must be a duration
                    -5s                                     | it is not a number with a unit
                    60                                      | it lacks a unit
                    """)
    void aStartThatCannotBeIsRefused(String startup, String message) {
        assertThat(errors(MINIMAL.replace("60s", startup)))
                .singleElement()
                .satisfies(error -> assertThat(error).startsWith("6:").contains(message));
    }

    @Test
    void everythingWrongIsReportedAtOnceWithItsPlace() {
        String text = """
                apiVersion: selfscale.io/v2
                kind: ServiceModel
                name: ""
                slots: 0
                prefil: {base: 50ms}
                decode: {perToken: 0s, perTokenAndRequest: 1}
                startup: 60s
                pricePerHour: -1
                faults: {neverReady: 120%}
                frontDoor: {queue: few}
                brownout: [{imageShare: 50%}]
                """;

        assertThat(errors(text))
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("1:13 INVALID_VALUE apiVersion must be selfscale.io/v1"),
                        error -> assertThat(error).startsWith("3:7 INVALID_VALUE name must be text"),
                        error -> assertThat(error)
                                .startsWith("4:8 INVALID_VALUE slots must be an integer from 1 to 4096 but was '0'"),
                        error -> assertThat(error).startsWith("5:1 UNKNOWN_KEY").endsWith("did you mean prefill?"),
                        error -> assertThat(error)
                                .startsWith("6:44 INVALID_VALUE")
                                .contains("it lacks a unit"),
                        error -> assertThat(error)
                                .startsWith(
                                        "8:15 INVALID_VALUE pricePerHour must be a number of at least 0 but was '-1'"),
                        error -> assertThat(error).startsWith("9:22 INVALID_VALUE faults.neverReady must be a share"),
                        error -> assertThat(error).startsWith("10:20 INVALID_VALUE frontDoor.queue must be an integer"),
                        error -> assertThat(error).startsWith("11:12 MISSING_KEY brownout[0] lacks the key name"));
    }

    @Test
    void aTokenTakesTime() {
        assertThat(errors(MINIMAL.replace("perToken: 40ms", "perToken: 0s")))
                .singleElement()
                .asString()
                .startsWith("5:20 INVALID_VALUE perToken must be above 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n---\n", "null"})
    void anEmptyFileHasNoService(String text) {
        assertThat(errors(text)).singleElement().asString().contains("there is no service in the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1, 2]", "just text", "a: [", "{", "\u0000", "kind: ServiceModel\nkind: ServiceModel\n"})
    void anythingElseIsRefusedWithoutAnException(String text) {
        assertThat(errors(text)).isNotEmpty();
    }

    @Test
    void anotherKindOfDocumentIsNamed() {
        assertThat(errors(MINIMAL.replace("ServiceModel", "ScalingPolicy")))
                .singleElement()
                .asString()
                .startsWith("2:7 INVALID_VALUE kind must be ServiceModel but was 'ScalingPolicy'");
    }

    @Test
    void aFileDescribesOneService() {
        assertThat(errors(MINIMAL + "---\n" + MINIMAL))
                .singleElement()
                .asString()
                .startsWith("8:1 INVALID_VALUE");
    }

    @Test
    void aFileThatIsNoTextSaysWhere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("service.yaml");
        byte[] content = MINIMAL.getBytes(StandardCharsets.UTF_8);
        content[30] = (byte) 0xFF;
        Files.write(file, content);

        assertThat(ServiceReader.read(file).findings()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("NOT_UTF8");
            assertThat(found.line()).isEqualTo(2);
            assertThat(found.column()).isEqualTo(3);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsRead() throws IOException {
        String root = System.getProperty("selfscale.root");
        Path examples = Path.of(root == null ? "../.." : root, "examples", "services");
        List<Path> files;
        try (Stream<Path> listed = Files.list(examples)) {
            files = listed.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSize(6);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    ServiceFile read = ServiceReader.read(file);
                    assertThat(read.findings()).isEmpty();
                    assertThat(Objects.requireNonNull(read.service()).pricePerHour())
                            .isPositive();
                }));
    }

    @Test
    void theStandardServiceIsAmongTheExamples() throws IOException {
        String root = System.getProperty("selfscale.root");
        ServiceFile file = ServiceReader.read(
                Path.of(root == null ? "../.." : root, "examples", "services", "qwen3-vl-8b-a10.yaml"));

        assertThat(file.service()).isNotNull().satisfies(service -> {
            assertThat(service.slots()).isEqualTo(8);
            assertThat(service.prefill()).isEqualTo(new Prefill(0.05, 0.0003, 0.00015));
            assertThat(service.decode()).isEqualTo(new Decode(0.040, 0.001));
        });
    }

    @Test
    void theGuideShowsAServiceThatIsOne() throws IOException {
        String root = System.getProperty("selfscale.root");
        String guide = Files.readString(Path.of(root == null ? "../.." : root, "examples", "services", "README.md"));
        int start = guide.indexOf("```yaml\n") + "```yaml\n".length();

        ServiceSpec service = read(guide.substring(start, guide.indexOf("```", start)));

        assertThat(service.door().levels()).hasSize(3);
    }
}
