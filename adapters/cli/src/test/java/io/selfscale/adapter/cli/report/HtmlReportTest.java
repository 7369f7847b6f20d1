package io.selfscale.adapter.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.adapter.simulation.backtest.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"report-data\">(.*?)</script>", Pattern.DOTALL);

    private static final List<Outcome> TWO =
            SampleRuns.outcomes(SampleRuns.demand("day", Duration.ofHours(12)), "hpa-0.4", "static-mean");

    private final String html = HtmlReport.html(TWO, SampleRuns.context("Backtest"));

    private static JsonNode data(String html) {
        Matcher matcher = DATA.matcher(html);
        assertThat(matcher.find()).isTrue();
        return JsonMapper.shared().readTree(matcher.group(1));
    }

    @Test
    void hasEveryFigureOfEveryPolicy() {
        for (FigureRow row : FigureRow.ALL) {
            assertThat(html).contains(row.label());
            for (Outcome outcome : TWO) {
                assertThat(html).contains(row.text().apply(row.value().applyAsDouble(outcome.figures())));
            }
        }
    }

    @Test
    void drawsOnePointPerBinForEachPolicy() {
        JsonNode trace = data(html).get("traces").get(0);
        int points = trace.get("load").size();
        assertThat(points).isEqualTo(1_440);
        assertThat(trace.get("need").size()).isEqualTo(points);
        assertThat(trace.get("policies").size()).isEqualTo(2);
        for (JsonNode policy : trace.get("policies")) {
            for (String key : List.of("requested", "ready", "queue", "cost", "inTime", "p50", "p95", "p99", "lag")) {
                assertThat(policy.get(key).size()).as(key).isEqualTo(points);
            }
        }
    }

    @Test
    void explainsEachActionOfAPolicyThatKeepsRecords() {
        int actions = TWO.get(0).figures().actions();
        assertThat(actions).isGreaterThan(3);
        assertThat(html.split("<tr data-t=", -1)).hasSize(actions + 1);
        assertThat(html).contains("hpa-0.4: " + actions + " actions").contains("static-mean: 0 actions");
        String first = TWO.get(0).run().ticks().stream()
                .filter(tick -> tick.decision() != null
                        && tick.decision().from() != tick.decision().to())
                .map(tick -> Objects.requireNonNull(tick.decision()).explain())
                .findFirst()
                .orElseThrow();
        assertThat(html).contains(Markup.escaped(first));
    }

    @Test
    void fetchesNothing() {
        String own = html.replace(Parts.chartScript(), "");
        assertThat(own).doesNotContainPattern("(src|href)=\"(?!#)").doesNotContainPattern("url\\(|@import");
        assertThat(own).contains("default-src 'none'");
        assertThat(own).contains(Parts.hash(Parts.script()));
    }

    @Test
    void namesCannotBecomeMarkup() {
        String evil = "</script><script>alert(1)</script><img src=x onerror=\"alert(2)\">&'";
        List<Outcome> outcomes = new ArrayList<>();
        for (Outcome outcome : SampleRuns.outcomes(SampleRuns.demand(evil, Duration.ofMinutes(20)), "static-mean")) {
            outcomes.add(new Outcome(
                    evil, outcome.setting(), outcome.run(), outcome.figures(), outcome.wallSeconds(), evil));
        }
        String page = HtmlReport.html(outcomes, SampleRuns.context(evil));
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img");
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(data(page)
                        .get("traces")
                        .get(0)
                        .get("policies")
                        .get(0)
                        .get("name")
                        .stringValue())
                .isEqualTo(evil);
    }

    @Test
    void carriesTheLicenceOfTheCharts() {
        assertThat(html).contains("Permission is hereby granted").contains(Parts.chartScript());
    }

    @Test
    void comparesSeveralTraces() {
        List<Outcome> outcomes = new ArrayList<>(TWO);
        outcomes.addAll(SampleRuns.outcomes(SampleRuns.demand("morning", Duration.ofHours(3)), "hpa-0.4"));
        String page = HtmlReport.html(outcomes, SampleRuns.context("Backtest"));
        assertThat(page)
                .contains("<h2>Overview</h2>")
                .contains("id=\"trace-0\"")
                .contains("id=\"trace-1\"");
        assertThat(data(page).get("traces").size()).isEqualTo(2);
    }

    @Test
    void aWeekOfThreePoliciesIsSmall(@TempDir Path folder) throws IOException {
        List<Outcome> outcomes = SampleRuns.outcomes(
                SampleRuns.demand("week", Duration.ofDays(7)), "hpa-default", "hpa-0.4", "founding-table");
        Path file = folder.resolve("report.html");
        HtmlReport.write(file, outcomes, SampleRuns.context("Week"));
        assertThat(Files.size(file)).isLessThan(3_000_000);
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).endsWith("</html>\n");
    }

    @Test
    void writesAPageToLookAt() throws IOException {
        String target = System.getProperty("selfscale.report");
        assumeTrue(target != null, "no file to write to");
        List<Outcome> outcomes = SampleRuns.outcomes(
                SampleRuns.demand("two-days", Duration.ofDays(2)),
                "hpa-0.4",
                "hpa-default",
                "founding-table",
                "static-mean");
        HtmlReport.write(Path.of(Objects.requireNonNull(target)), outcomes, SampleRuns.context("Backtest"));
    }

    @Test
    void refusesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HtmlReport.html(List.of(), SampleRuns.context("Nothing")))
                .withMessageContaining("at least one");
    }
}
