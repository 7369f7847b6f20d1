package io.selfscale.adapter.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportFileTest {

    private static final JsonMapper READER = JsonMapper.shared();

    @Test
    void hasTheMembersOfTheContract() {
        JsonNode report = READER.readTree(ReportFile.json(Reports.usual()));

        assertThat(report.propertyNames())
                .containsExactly(
                        "requests",
                        "latency_seconds",
                        "replicas",
                        "scale_outs",
                        "scale_ins",
                        "decisions",
                        "workers",
                        "throughput_by_ready",
                        "startup_seconds",
                        "cpu_seconds");
        assertThat(report.get("requests").propertyNames())
                .containsExactly("offered", "completed", "failed", "rejected", "lost");
        assertThat(report.get("latency_seconds").propertyNames()).containsExactly("p50", "p95", "p99");
        assertThat(report.get("replicas").propertyNames()).containsExactly("min", "max", "timeline");
        assertThat(report.get("decisions").get(0).propertyNames())
                .containsExactlyInAnyOrder("t_s", "from", "to", "reason", "explain");
        assertThat(report.get("workers").get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "pid", "started_s", "ready_s", "ended_s", "cause");
        assertThat(report.get("startup_seconds").propertyNames()).containsExactly("p50", "p95");
        assertThat(report.get("cpu_seconds").propertyNames()).containsExactly("gateway", "workers");
    }

    @Test
    void writesTheTimelineAsRowsOfFourNumbers() {
        JsonNode timeline = READER.readTree(ReportFile.json(Reports.usual()))
                .get("replicas")
                .get("timeline");

        assertThat(timeline.toString()).isEqualTo("[[0.0,1,1,4],[20.4,2,1,4]]");
    }

    @Test
    void writesThroughputByNumberOfReplicas() {
        JsonNode report = READER.readTree(ReportFile.json(Reports.usual()));

        assertThat(report.get("throughput_by_ready").toString()).isEqualTo("{\"1\":11.5,\"3\":33.3}");
    }

    @Test
    void writesNullForWhatHasNotHappened() {
        JsonNode worker =
                READER.readTree(ReportFile.json(Reports.usual())).get("workers").get(1);

        assertThat(worker.get("ready_s").isNull()).isTrue();
        assertThat(worker.get("cause").isNull()).isTrue();
        assertThat(READER.readTree(ReportFile.json(Reports.empty()))
                        .get("latency_seconds")
                        .get("p50")
                        .isNull())
                .isTrue();
    }

    @Test
    void replacesWhatWasThere(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "x".repeat(100_000));

        ReportFile.write(Reports.empty(), file);

        assertThat(Files.readString(file)).isEqualTo(ReportFile.json(Reports.empty()));
    }

    @Test
    void refusesRequestsThatDoNotAddUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoReport.Requests(10, 5, 1, 1, 1))
                .withMessageContaining("offered must be completed + failed + rejected + lost");
    }
}
