package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.lint.FindingText;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.policy.spi.Ticker;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code selfscale backtest}. A composition root: takes the terminal, the elapsed time and the processors. */
@Command(
        name = "backtest",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Try policies against recorded load before they run.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale backtest --policy FILE|NAME... --trace FILE... [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Runs each policy, with the same decision function that runs live, against each load in a simulated world of"
                    + " replicas that batch, take time to start and cost money, and compares what comes out: how many requests"
                    + " were served in time, what it cost, how often it scaled. The same options give the same figures.",
            "Policies are Selfscale policies, HorizontalPodAutoscaler manifests and KEDA ScaledObjects, each a file that"
                    + " passes selfscale lint; or built-in ones to compare with: static-peak, static-mean, hpa-default,"
                    + " hpa-0.4 (and any hpa-X), hpa-expert, hpa-tuned, kpa-default, founding-table, clairvoyant. Bounds of"
                    + " replicas, tick, lag and start-up are those given here, not those of the policy."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every policy was tried against every load",
            "1:something failed on the way, such as writing a file",
            "2:the call cannot be understood, a file not be read or used, or the load not be served by any policy",
            "130:interrupted; nothing was written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale backtest --policy hpa-0.4 founding-table --trace examples/traces/flash-sale.csv",
            "  selfscale backtest --policy mine.yaml static-peak --trace monday.csv.gz --html report.html",
            "  selfscale backtest --policy mine.yaml --service examples/services/qwen3-vl-2b-t4.yaml --trace t.csv",
            "  selfscale backtest --policy mine.yaml --prometheus-range last-month.json --max 200",
            "  selfscale backtest --policy other.yaml --journal live.jsonl",
            "",
            "docs/backtest.md explains the figures, the model and what it leaves out."
        })
public final class BacktestCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    private static final int LARGEST_JOBS = 1024;

    private static final int WIDTH_OF_FILES = 132;

    @Option(
            names = "--policy",
            paramLabel = "FILE|NAME",
            arity = "1..*",
            description = "Policies to try: files, or names of built-in ones.")
    private final List<String> policies = new ArrayList<>();

    @Mixin
    private final LoadOptions loads = new LoadOptions();

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Option(
            names = "--signal",
            paramLabel = "NAME=MEASURE",
            description = {
                "What a signal of a policy file is in the simulated world, where its name does not tell, such as"
                        + " --signal vllm_queue=requests_waiting. May be given several times."
            })
    private final List<String> signals = new ArrayList<>();

    @Option(
            names = "--without-static-peak",
            description = {
                "Do not look for the smallest constant fleet that meets the SLO, which takes several runs of each trace."
            })
    private boolean withoutStaticPeak;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Runs at a time; the figures do not depend on it. Default: as many as there are processors.")
    private @Nullable String jobs;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file, as JSON.")
    private @Nullable String json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = {
                "Write a report with charts to this file: one page that needs no network, with every scaling action and its"
                        + " explanation."
            })
    private @Nullable String html;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Creates the command; picocli fills it in. */
    public BacktestCommand() {}

    @Override
    public Integer call() {
        requireFilesAndNames(policies);
        requireFilesAndNames(loads.traces);
        requireSomething();
        Path jsonFile = json == null ? null : InputFile.writable("--json", json);
        Path htmlFile = html == null ? null : InputFile.writable("--html", html);
        requireDifferent(jsonFile, htmlFile);
        int atOnce = jobs == null
                ? Runtime.getRuntime().availableProcessors()
                : new OptionValue("--jobs", jobs).wholeNumber(1, LARGEST_JOBS);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        FindingLines errors = findings -> new FindingText(err, Ansi.AUTO, /* remedies= */ false).write(findings);
        if (loads.isJournalOnly()) {
            world.requireNothingOfTraces();
        }
        WorldPlan plan = world.plan(errors);
        Policies known = new Policies(signals, errors);
        List<Candidate> candidates = known.named(policies);
        List<Load> recorded = loads.read(plan, known);
        if (htmlFile != null) {
            LoadOptions.requireDistinctNames(recorded);
        }

        Ticker ticker = Ticker.system();
        Runs runs = new Runs(atOnce, !withoutStaticPeak, ticker, /* keepsOutcomes= */ htmlFile != null);
        Progress progress = new Progress(err, Ansi.AUTO.enabled(), ticker, runs.count(recorded, candidates));
        Thread cleaner = new Thread(progress::close, "selfscale-backtest-stop");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            ResultTable table = new ResultTable(out, Ansi.AUTO, width());
            if (recorded.stream().anyMatch(TraceLoad.class::isInstance)) {
                table.setting(plan);
            }
            List<TraceResult> results = new ArrayList<>();
            runs.run(recorded, candidates, progress, result -> {
                results.add(result);
                progress.clear();
                table.result(result);
            });
            List<Path> written = new ArrayList<>();
            if (jsonFile != null) {
                OutputFile.write(jsonFile, ResultJson.of(results));
                written.add(jsonFile.toAbsolutePath());
            }
            if (htmlFile != null) {
                ReportPage.write(htmlFile, plan, results, Clock.systemUTC());
                written.add(htmlFile.toAbsolutePath());
            }
            progress.close();
            table.meaning(plan, written);
            return 0;
        } catch (CancellationException e) {
            return INTERRUPTED;
        } finally {
            progress.close();
            forget(cleaner);
        }
    }

    /** A file can be wider than a terminal. */
    private int width() {
        return Ansi.AUTO.enabled() ? spec.usageMessage().width() : WIDTH_OF_FILES;
    }

    private static void forget(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The machine ends already, and has run it.
            cleaner.interrupt();
        }
    }

    /** An option that takes several values takes an unknown option for one. */
    private void requireFilesAndNames(List<String> values) {
        for (String value : values) {
            if (value.startsWith("-") && !Files.exists(Path.of(value))) {
                throw new CommandLine.UnmatchedArgumentException(spec.commandLine(), List.of(value));
            }
        }
    }

    private static void requireDifferent(@Nullable Path json, @Nullable Path html) {
        if (json != null
                && html != null
                && json.toAbsolutePath()
                        .normalize()
                        .equals(html.toAbsolutePath().normalize())) {
            throw new UsageException("--json and --html must be different files, but both were " + json);
        }
    }

    private void requireSomething() {
        if (policies.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "a policy is missing; expected --policy FILE or NAME");
        }
        if (loads.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "a load is missing; expected --trace FILE, --prometheus-range FILE or --journal FILE");
        }
    }
}
