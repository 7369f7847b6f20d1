package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.backtest.FindingLines;
import io.selfscale.adapter.cli.backtest.InputFile;
import io.selfscale.adapter.cli.backtest.Loads;
import io.selfscale.adapter.cli.backtest.OutputFile;
import io.selfscale.adapter.cli.backtest.Policies;
import io.selfscale.adapter.cli.backtest.TraceLoad;
import io.selfscale.adapter.cli.backtest.WorldOptions;
import io.selfscale.adapter.cli.backtest.WorldPlan;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.lint.FindingText;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.cli.stop.StopSignal;
import io.selfscale.policy.spi.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code selfscale tune}. A composition root: takes the terminal, the clock and the processors. */
@Command(
        name = "tune",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Look for better numbers in a policy, and say what they are worth.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale tune --policy FILE|hpa --trace FILE... [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Tries a policy with other thresholds, windows, steps, targets and limits against recorded load in the world of"
                    + " selfscale backtest, and recommends the numbers that come nearest to the objective. It tunes on the"
                    + " first part of each trace; what is recommended is scored on the rest, which it was not tuned on.",
            "Numbers that somebody chose are varied, from a quarter to four times of what they are; forecast and readyBy"
                    + " policies may also be left out. What is a fact, such as a service time, a price or a schedule, stays."
                    + " --show-parameters lists what is varied, --vary and --fix change it. Candidates that selfscale lint"
                    + " finds an error in are not tried."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the search has ended and its outcome is told",
            "1:something failed on the way, such as writing a file",
            "2:the call cannot be understood, or a file not be read or used",
            "130:interrupted; the best so far is told and written"
        },
        footerHeading = "%nObjectives:%n",
        footer = {
            "  cheapest with P%% of requests waiting under TIME    (from arrival to a slot)",
            "  cheapest with P%% of requests served within TIME    (to the last token)",
            "  best attainment within COST per hour               (of what --slo promises)",
            "",
            "Examples:",
            "  selfscale tune --policy mine.yaml --trace monday.csv.gz --out better.yaml",
            "  selfscale tune --policy mine.yaml --trace mon.csv tue.csv --compare hpa",
            "  selfscale tune --policy mine.yaml --trace mon.csv \\",
            "      --objective 'best attainment within 24 per hour'",
            "  selfscale tune --policy mine.yaml --trace mon.csv \\",
            "      --vary limits.cooldown.in=5m..1h --fix policies[1]",
            "",
            "docs/tune.md explains what is searched, and how far its answer can be trusted."
        })
public final class TuneCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    /** The best so far is scored before it is told: two runs on each load, and those of what was given. */
    private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

    @Option(
            names = "--policy",
            paramLabel = "FILE|NAME",
            description = {
                "The policy to tune: a file with one policy, or hpa (hpa-0.4, ...) for a HorizontalPodAutoscaler on the"
                        + " requests in flight, of which the target and the scale-in window are tuned."
            })
    private @Nullable String policy;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Loads to tune on: .csv or .csv.gz, with a row per request (arrival_s, tokens) or per interval (t_s, counts)."
                        + " With several, the promise must hold on each, and the cost is their mean."
            })
    private final List<String> traces = new ArrayList<>();

    @Option(
            names = "--objective",
            paramLabel = "WORDS",
            description = "What to look for; see below. Default: the cheapest that keeps what --slo promises.")
    private @Nullable String objective;

    @Option(names = "--show-parameters", description = "Show what would be varied in which range, and do no more.")
    private boolean showParameters;

    @Option(
            names = "--compare",
            paramLabel = "NAME",
            description = "Tune hpa in the same way, on the same parts, and compare.")
    private @Nullable String compare;

    @Option(
            names = "--leave-one-out",
            description = "With several traces: also tune on all but one, in turn, and score on that one.")
    private boolean leaveOneOut;

    @Mixin
    private final SearchOptions search = new SearchOptions();

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Option(
            names = "--signal",
            paramLabel = "NAME=MEASURE",
            description = {
                "What a signal of the policy is in the simulated world, where its name does not tell, such as"
                        + " --signal vllm_queue=requests_waiting. May be given several times."
            })
    private final List<String> signals = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the recommended policy to this file, with comments. Default: it is printed.")
    private @Nullable String out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to this file, as JSON.")
    private @Nullable String json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final @Nullable BooleanSupplier stop;

    /** Creates the command; picocli fills it in. */
    public TuneCommand() {
        this(null);
    }

    /**
     * Creates the command.
     *
     * @param stop tells whether to end with the best so far, or null to listen to the signals of the system
     */
    TuneCommand(@Nullable BooleanSupplier stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() {
        String named = policy;
        if (named == null) {
            throw missing("a policy is missing; expected --policy FILE or hpa");
        }
        if (traces.isEmpty()) {
            throw missing("a load is missing; expected --trace FILE");
        }
        BooleanSupplier isStopped = stop;
        if (isStopped != null) {
            return call(named, isStopped);
        }
        try (StopSignal signal = StopSignal.listening("tune", LONGEST_STOP)) {
            return call(named, () -> signal.requested().isDone());
        }
    }

    private CommandLine.ParameterException missing(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    private int call(String named, BooleanSupplier isStopped) {
        Path policyFile = out == null ? null : InputFile.writable("--out", out);
        Path jsonFile = json == null ? null : InputFile.writable("--json", json);
        if (leaveOneOut && traces.size() < 2) {
            throw new UsageException("--leave-one-out needs more than one --trace");
        }
        if (new HashSet<>(traces).size() < traces.size()) {
            throw new UsageException("each --trace may be given once only");
        }
        SearchOptions.Plan how = search.plan(Runtime.getRuntime().availableProcessors());
        PrintWriter output = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        FindingLines errors = findings -> new FindingText(err, Ansi.AUTO, /* remedies= */ false).write(findings);
        WorldPlan described = world.plan(errors);
        ObjectiveText meant = objective(described);
        WorldPlan plan = meant.slo() == null ? described : described.withSlo(meant.slo());
        TunedPolicies policies = new TunedPolicies(new Policies(signals, errors), plan, search);
        TunedPolicy tuned = policies.named(named);
        TunedPolicy rival = compare == null ? null : policies.rival(compare);
        TuneTable table = new TuneTable(output, Ansi.AUTO);
        if (showParameters) {
            table.parameters(tuned);
            return 0;
        }
        if (tuned.knobs().isEmpty()) {
            throw new UsageException(named + " has no number that may be varied; say which with --vary PATH=LOW..HIGH");
        }
        List<TunedLoad> loads = new ArrayList<>();
        for (String name : traces) {
            TraceLoad load = new TraceLoad(name, Loads.trace(name), /* isForeign= */ true, plan);
            load.requireServable();
            loads.add(TunedLoad.of(load, how.heldBack(), how.samples()));
        }
        String words = ObjectiveText.words(meant.objective(), plan.slo());
        table.setting(plan, words, loads);
        return run(
                new TuneCall(tuned, rival, plan, meant.objective(), words, loads, how),
                table,
                isStopped,
                policyFile,
                jsonFile);
    }

    private int run(
            TuneCall call,
            TuneTable table,
            BooleanSupplier isStopped,
            @Nullable Path policyFile,
            @Nullable Path jsonFile) {
        Progress progress = new Progress(spec.commandLine().getErr(), Ansi.AUTO.enabled(), Ticker.system());
        try (Threads workers = new Threads(call.how().jobs())) {
            Tuned result = new Tuning(
                            call.loads(),
                            call.stricter(),
                            call.plan().slo(),
                            call.how().most(),
                            call.how().time(),
                            call.plan().seed(),
                            workers,
                            Ticker.system(),
                            isStopped,
                            progress)
                    .run(call.policy(), call.rival(), leaveOneOut);
            progress.close();
            table.result(result, call.stricter(), call.objective(), call.loads());
            String yaml = TunedYaml.of(
                    result,
                    call.words(),
                    call.loads(),
                    LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC));
            List<Path> written = new ArrayList<>();
            if (policyFile == null) {
                table.policy(yaml);
            } else {
                OutputFile.write(policyFile, yaml);
                written.add(policyFile.toAbsolutePath());
            }
            if (jsonFile != null) {
                OutputFile.write(jsonFile, TuneJson.of(result, call.plan(), call.words(), call.loads(), yaml));
                written.add(jsonFile.toAbsolutePath());
            }
            table.written(written);
            return result.isInterrupted() ? INTERRUPTED : 0;
        } catch (CancellationException e) {
            return INTERRUPTED;
        } finally {
            progress.close();
        }
    }

    private ObjectiveText objective(WorldPlan described) {
        ObjectiveText meant = objective == null
                ? ObjectiveText.of(described.slo())
                : ObjectiveText.of(new OptionValue("--objective", objective));
        if (objective != null && meant.slo() != null && world.isSloStated()) {
            throw new UsageException("--objective says what is promised; leave --slo out");
        }
        if (described.stated().pricePerHour() != null && described.stated().pricePerHour() == 0) {
            throw new UsageException("--price 0 leaves nothing to be saved");
        }
        return meant;
    }
}
