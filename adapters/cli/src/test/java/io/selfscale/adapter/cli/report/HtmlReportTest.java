package io.selfscale.adapter.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.adapter.cli.report.series.Action;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.world.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                Entry entry =
                        Entry.of(outcome, LatencyObjective.of(outcome.setting().world()));
                assertThat(html).contains(row.text().apply(row.value().applyAsDouble(entry)));
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
        assertThat(html.split("<tr data-i=|<tr class=\"screen\" data-i=", -1)).hasSize(actions + 1);
        assertThat(html).contains("hpa-0.4: " + actions + " actions").contains("static-mean: 0 actions");
        String first = TWO.get(0).run().ticks().stream()
                .filter(tick -> tick.decision() != null
                        && tick.decision().from() != tick.decision().to())
                .map(tick -> Objects.requireNonNull(tick.decision()).explain())
                .findFirst()
                .orElseThrow();
        assertThat(html).contains(Markup.escaped(first.substring(first.indexOf('\n'))));
    }

    @Test
    void marksEveryActionInTheChart() {
        JsonNode actions =
                data(html).get("traces").get(0).get("policies").get(0).get("actions");
        List<Action> expected = Action.of(TWO.get(0).run());
        assertThat(actions.get("times").size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actions.get("times").get(i).doubleValue())
                    .isEqualTo(expected.get(i).seconds());
            assertThat(actions.get("counts").get(i).intValue())
                    .isEqualTo(expected.get(i).from());
            assertThat(actions.get("counts").get(i + 1).intValue())
                    .isEqualTo(expected.get(i).to());
            assertThat(actions.get("reasons")
                            .get(actions.get("why").get(i).intValue())
                            .stringValue())
                    .isEqualTo(Reason.of(expected.get(i)));
        }
    }

    @Test
    void isTheSameEachTime() {
        assertThat(HtmlReport.html(TWO, SampleRuns.context("Backtest"))).isEqualTo(html);
    }

    @Test
    void countsByTheObjectiveThatIsGiven() {
        Outcome outcome = TWO.get(0);
        RunRecord run = outcome.run();
        int good = 0;
        for (int i = 0; i < run.requests().size(); i++) {
            double latency = run.requests().endSeconds(i) - run.demand().arrivalSeconds(i);
            good += latency <= 5 ? 1 : 0;
        }
        double share = good / (double) run.requests().size();
        assertThat(share).isBetween(0.1, 0.9).isNotEqualTo(outcome.figures().attainment());
        TraceFacts facts = new TraceFacts(
                "folder/day.csv", new LatencyObjective(LatencyObjective.Bounded.LATENCY, 5), /* staticPeakHours= */ 50);
        ReportContext context = SampleRuns.context("Backtest");
        String page = HtmlReport.html(
                List.of(outcome),
                new ReportContext(
                        context.title(),
                        context.date(),
                        context.toolVersion(),
                        context.setting(),
                        Map.of(outcome.setting().demand(), facts)));
        assertThat(page)
                .contains("<h2>folder/day.csv</h2>")
                .contains("Goal: 99 % are answered within 5 s.")
                .contains("Served in time, % of all requests</th><td class=\"number\">" + Numbers.percent(share))
                .contains(Numbers.text(outcome.figures().cost() / good * 1_000))
                .contains("takes 50.0 replica-hours")
                .contains("Meets the goal</th><td class=\"number\">no");
        assertThat(data(page).get("traces").get(0).get("longestWait")).isNull();
    }

    @Test
    void demandsOfTheSameNameAreNotMixed() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int hours : List.of(1, 2)) {
            outcomes.addAll(SampleRuns.outcomes(SampleRuns.demand("day", Duration.ofHours(hours)), "static-mean"));
        }
        String page = HtmlReport.html(outcomes, SampleRuns.context("Backtest"));
        assertThat(data(page).get("traces").size()).isEqualTo(2);
        assertThat(page).contains("requests in 1 h.").contains("requests in 2 h.");
    }

    @Test
    void manyPoliciesHaveSmallChartsOfTheirOwn() {
        String[] names = {"static-mean", "hpa-0.4", "hpa-default", "kpa-default", "founding-table"};
        Demand demand = SampleRuns.demand("hour", Duration.ofHours(1));
        List<Outcome> five = SampleRuns.outcomes(demand, names);
        assertThat(HtmlReport.html(five, SampleRuns.context("Five")).split("class=\"charts small\"", -1))
                .hasSize(4);
        assertThat(HtmlReport.html(five.subList(0, 4), SampleRuns.context("Four")))
                .doesNotContain("class=\"charts small\"");
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
            outcomes.add(new Outcome(evil, outcome.setting(), outcome.run(), outcome.figures(), evil));
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
    void aWeekOfThreePoliciesThatActAllTheTimeIsSmall(@TempDir Path folder) throws IOException {
        List<Outcome> outcomes = SampleRuns.outcomes(
                SampleRuns.restless("week", Duration.ofDays(7)), "hpa-default", "hpa-0.4", "kpa-default");
        List<Integer> actions =
                outcomes.stream().map(outcome -> outcome.figures().actions()).toList();
        assertThat(actions.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(12_000);
        Path file = folder.resolve("report.html");
        HtmlReport.write(file, outcomes, SampleRuns.context("Week"));
        assertThat(Files.size(file)).isLessThan(3_000_000);
        String page = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(page).endsWith("</html>\n").contains("are listed; the chart has them all");
        JsonNode policies = data(page).get("traces").get(0).get("policies");
        for (int i = 0; i < actions.size(); i++) {
            assertThat(policies.get(i).get("actions").get("times").size()).isEqualTo(actions.get(i));
        }
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
