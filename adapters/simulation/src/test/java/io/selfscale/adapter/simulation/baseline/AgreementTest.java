package io.selfscale.adapter.simulation.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.backtest.StandardWorld;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.trace.Expansion;
import io.selfscale.adapter.simulation.trace.Trace;
import io.selfscale.adapter.simulation.trace.TraceFile;
import io.selfscale.adapter.simulation.trace.TraceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The standard world against the figures of an independent simulator. Needs the folder of traces, given by
 * {@code -Dselfscale.traces}; with {@code -Dselfscale.agreement=all} it runs all of them, otherwise the quick ones, and with
 * {@code -Dselfscale.report=FILE} it writes a table. Arrivals are sampled, there as here: what is published must lie within
 * or near what {@code -Dselfscale.seeds} samples come to.
 */
@EnabledIf("isGiven")
class AgreementTest {

    /** How far the published hours may be outside what the samples came to, relatively. */
    private static final double HOURS_WITHIN = 0.05;

    /** The same for the attainment, in points. */
    private static final double ATTAINMENT_WITHIN = 0.5;

    /** Tables that act a few times in all, and a goal that cannot be reached; see the report. */
    private static final Map<String, Double> HOURS_WITHIN_EXPLAINED = Map.of(
            "founding-table req_servegen_r1_1930_2130", 0.15,
            "founding-table req_servegen_mlarge_day02_thin250", 0.15,
            "clairvoyant rate_azurefunctions2019_tenants_a_60s", 0.40,
            "clairvoyant req_servegen_r1_1930_2130", 0.10);

    /** The hundreds of thousands of requests of 48 hours, again and again for those that search. */
    private static final Set<String> SLOW = Set.of(
            "rate_azure_lmm2024_tue_sat_60s",
            "rate_servegen_tenants_week1_600s",
            "rate_worldcup98_jun30_jul01_60s",
            "rate_worldcup98_slow_ramp_300s",
            "rate_nasa_jul12_13_1s",
            "rate_burstgpt_tokens_day0_3_60s",
            "rate_nab_elb_requests_300s",
            "req_servegen_mlarge_day02_thin250");

    private record Sample(double hours, double attainmentPct, String note) {}

    private record Row(String trace, String policy, List<Sample> byHours) {

        Sample median() {
            return byHours.get(byHours.size() / 2);
        }

        double medianAttainment() {
            return byHours.stream().mapToDouble(Sample::attainmentPct).sorted().toArray()[byHours.size() / 2];
        }

        PublishedFigures.Figure published() {
            return PublishedFigures.of(trace, policy);
        }

        double hoursOff() {
            return median().hours() / published().hours() - 1;
        }

        /** Returns points of attainment, 0 where none was published. */
        double attainmentOff() {
            double published = published().attainmentPct();
            return Double.isNaN(published) ? 0 : medianAttainment() - published;
        }

        boolean agrees() {
            PublishedFigures.Figure published = published();
            double within = HOURS_WITHIN_EXPLAINED.getOrDefault(policy + " " + trace, HOURS_WITHIN);
            double least = byHours.get(0).hours();
            double most = byHours.get(byHours.size() - 1).hours();
            double[] attainment =
                    byHours.stream().mapToDouble(Sample::attainmentPct).sorted().toArray();
            return published.hours() >= least * (1 - within)
                    && published.hours() <= most * (1 + within)
                    && !(published.attainmentPct() < attainment[0] - ATTAINMENT_WITHIN)
                    && !(published.attainmentPct() > attainment[attainment.length - 1] + ATTAINMENT_WITHIN);
        }

        String line() {
            String published = Double.isNaN(published().attainmentPct())
                    ? String.format(Locale.ROOT, "%.1f", published().hours())
                    : String.format(
                            Locale.ROOT,
                            "%.1f (%.2f)",
                            published().hours(),
                            published().attainmentPct());
            return String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %.1f (%.2f) | %.1f to %.1f | %+.1f %% | %s | %s |",
                    trace,
                    policy,
                    published,
                    median().hours(),
                    medianAttainment(),
                    byHours.get(0).hours(),
                    byHours.get(byHours.size() - 1).hours(),
                    100 * hoursOff(),
                    Double.isNaN(published().attainmentPct())
                            ? ""
                            : String.format(Locale.ROOT, "%+.2f", attainmentOff()),
                    median().note());
        }
    }

    static boolean isGiven() {
        return TraceFolder.isGiven();
    }

    @Test
    void standardWorldAgrees() throws IOException {
        TraceFolder folder = TraceFolder.given();
        assertThat(folder.isThere()).as("folder of traces %s", folder.path()).isTrue();
        int seeds = Integer.getInteger("selfscale.seeds", 5);
        boolean all = "all".equals(System.getProperty("selfscale.agreement"));
        List<Row> rows = new ArrayList<>();
        for (String trace : PublishedFigures.traces()) {
            if (all || !SLOW.contains(trace)) {
                rows.addAll(rows(TraceFile.read(folder.file(trace)), trace, seeds));
            }
        }
        String report = System.getProperty("selfscale.report");
        if (report != null) {
            Files.write(Path.of(report), rows.stream().map(Row::line).toList());
        }
        List<String> off =
                rows.stream().filter(row -> !row.agrees()).map(Row::line).toList();
        assertThat(off).isEmpty();
        for (String policy : PublishedFigures.POLICIES) {
            double bias = rows.stream()
                    .filter(row -> row.policy().equals(policy))
                    .mapToDouble(row -> Math.log1p(row.hoursOff()))
                    .average()
                    .orElse(0);
            assertThat(Math.expm1(bias))
                    .as("replica-hours of %s, mean over the traces", policy)
                    .isBetween(-HOURS_WITHIN, HOURS_WITHIN);
        }
    }

    private static List<Row> rows(Trace trace, String name, int seeds) {
        List<List<Sample>> samples = new ArrayList<>();
        PublishedFigures.POLICIES.forEach(policy -> samples.add(new ArrayList<>()));
        for (long seed = 1; seed <= seeds; seed++) {
            Setting setting = StandardWorld.setting(
                    Expansion.standard(ReplicaModel.VLM_8B, 4.2, seed).expand(trace),
                    ReplicaModel.VLM_8B,
                    Duration.ofSeconds(60),
                    1,
                    seed,
                    1,
                    60);
            for (int i = 0; i < samples.size(); i++) {
                String policy = PublishedFigures.POLICIES.get(i);
                Outcome outcome = Backtest.run(Objects.requireNonNull(Baselines.named(policy), policy), setting);
                samples.get(i)
                        .add(new Sample(
                                outcome.figures().replicaHours(),
                                100 * outcome.figures().attainment(),
                                outcome.note()));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<Sample> sorted = samples.get(i).stream()
                    .sorted(Comparator.comparingDouble(Sample::hours))
                    .toList();
            rows.add(new Row(name, PublishedFigures.POLICIES.get(i), sorted));
        }
        return rows;
    }
}
