package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.trace.PrometheusRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what load policies are tried against, as they were typed. */
final class LoadOptions {

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Loads to try them against: .csv or .csv.gz, with a row per request (arrival_s, tokens) or per interval (t_s,"
                        + " counts)."
            })
    final List<String> traces = new ArrayList<>();

    @Option(
            names = "--prometheus-range",
            paramLabel = "FILE",
            description = {
                "Your own load: a saved answer of Prometheus to a query_range, such as"
                        + " sum(rate(http_requests_total[1m])). Series are added up."
            })
    @Nullable
    String prometheusRange;

    @Option(
            names = "--prometheus-meaning",
            paramLabel = "WORD",
            description = {
                "What its values are: rate (requests per second), count (requests in each step) or counter (all so far)."
                        + " Default: rate."
            })
    @Nullable
    String prometheusMeaning;

    @Option(
            names = "--prometheus-gaps",
            paramLabel = "WORD",
            description = {
                "What it means that samples are missing: refuse (not known; short gaps are bridged) or zero (nothing arrived)."
                        + " Default: refuse."
            })
    @Nullable
    String prometheusGaps;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = {
                "What would have happened: the load, service times and start-ups of a live run, from its journal. Its own"
                        + " policy is tried as well, as `recorded`."
            })
    @Nullable
    String journal;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "With --journal, which does not tell: requests that a replica serves together. Default: 1.")
    @Nullable
    String slots;

    /** Tells whether there is any. */
    boolean isEmpty() {
        return traces.isEmpty() && prometheusRange == null && journal == null;
    }

    /** Tells whether all there is is a journal, which brings its own world. */
    boolean isJournalOnly() {
        return journal != null && traces.isEmpty() && prometheusRange == null;
    }

    /** Refuses options that have nothing to be about. */
    private void requireSense() {
        if (new HashSet<>(traces).size() < traces.size()) {
            throw new UsageException("each --trace may be given once only");
        }
        if (prometheusRange == null && (prometheusMeaning != null || prometheusGaps != null)) {
            throw new UsageException("--prometheus-meaning and --prometheus-gaps need --prometheus-range");
        }
        if (journal == null && slots != null) {
            throw new UsageException("--slots is for --journal; otherwise the service says how many there are");
        }
    }

    /**
     * Reads the loads.
     *
     * @throws UsageException if one cannot be read, or not be served by any policy
     */
    List<Load> read(WorldPlan plan, Policies known) {
        requireSense();
        List<Load> loads = new ArrayList<>();
        for (String name : traces) {
            loads.add(servable(new TraceLoad(name, Loads.trace(name), /* isForeign= */ true, plan)));
        }
        if (prometheusRange != null) {
            loads.add(servable(new TraceLoad(
                    prometheusRange,
                    Loads.prometheus(prometheusRange, meaning(), gaps()),
                    /* isForeign= */ false,
                    plan)));
        }
        if (journal != null) {
            int each = slots == null ? 1 : new OptionValue("--slots", slots).wholeNumber(1, 4096);
            loads.add(JournalLoad.read(journal, plan, each, known));
        }
        return loads;
    }

    /** The report tells loads apart by the names of their files. */
    static void requireDistinctNames(List<Load> loads) {
        Set<String> names = new HashSet<>();
        for (Load load : loads) {
            String name = load instanceof TraceLoad recorded ? recorded.trace().name() : load.name();
            if (!names.add(name)) {
                throw new UsageException("--html needs loads with different names, but two files are called " + name);
            }
        }
    }

    private static Load servable(TraceLoad load) {
        load.requireServable();
        return load;
    }

    private PrometheusRange.Meaning meaning() {
        return prometheusMeaning == null
                ? PrometheusRange.Meaning.RATE
                : choice(new OptionValue("--prometheus-meaning", prometheusMeaning), PrometheusRange.Meaning.values());
    }

    private PrometheusRange.Gaps gaps() {
        if (prometheusGaps == null || prometheusGaps.strip().equals("refuse")) {
            return PrometheusRange.Gaps.REFUSED;
        }
        if (prometheusGaps.strip().equals("zero")) {
            return PrometheusRange.Gaps.NO_ARRIVALS;
        }
        throw new OptionValue("--prometheus-gaps", prometheusGaps).refuse("refuse or zero");
    }

    private static <E extends Enum<E>> E choice(OptionValue given, E[] constants) {
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(given.text().strip())) {
                return constant;
            }
        }
        throw given.refuse(Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    }
}
