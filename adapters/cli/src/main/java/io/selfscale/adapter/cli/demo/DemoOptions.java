package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.option.OptionValue;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of {@code selfscale demo} as they were typed; null where they were not. Kept as text, so that every
 * refusal can say what was expected; {@link DemoSettings#from} makes sense of them.
 */
final class DemoOptions {

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = {
                "How long the load runs, in seconds, at least 10. Every window of the policy is divided by 3 h / N, so"
                        + " that an evening fits in. A quiet tail of at most N more seconds follows. Default: 90; with"
                        + " --trace its length divided by --speedup."
            })
    @Nullable
    String seconds;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = {
                "Replay a recorded trace instead of the built-in 11.11 profile: a .csv or .csv.gz file with a column"
                        + " arrival_s, or t_s and counts."
            })
    @Nullable
    String trace;

    @Option(
            names = "--speedup",
            paramLabel = "X",
            description = "How many times faster than recorded the trace is played. Default: 30.")
    @Nullable
    String speedup;

    @Option(
            names = "--scale",
            paramLabel = "auto|X",
            description = {
                "What the rate of the trace is multiplied with, on top of --speedup. Default: auto, so that its peak needs"
                        + " about 4 workers; the figure is printed."
            })
    @Nullable
    String scale;

    @Option(names = "--min", paramLabel = "N", description = "Least workers, at least 1. Default: 1.")
    @Nullable
    String min;

    @Option(names = "--max", paramLabel = "N", description = "Most workers, 64 or fewer. Default: 6.")
    @Nullable
    String max;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = {
                "founding: the table of thresholds on busy share, latency and connections. target-tracking: keeps the busy"
                        + " share near 60 %%. Default: founding."
            })
    @Nullable
    String policy;

    @Option(
            names = "--startup-delay",
            paramLabel = "S",
            description =
                    "What a worker waits before it is ready, in seconds, like one that loads weights. Default: 0.")
    @Nullable
    String startupDelay;

    @Option(
            names = "--worker-cpu-share",
            paramLabel = "X",
            description = {
                "Share of one core that each worker may use, above 0 and at most 1; it stands for an accelerator of fixed"
                        + " speed. Default: 0.2."
            })
    @Nullable
    String workerCpuShare;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the photos and of the times at which they are sent. Default: 1111.")
    @Nullable
    String seed;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Append every decision and its state to this file, as JSON lines.")
    @Nullable
    String journal;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what happened to this file, as JSON.")
    @Nullable
    String report;

    @Option(names = "--plain", description = "Print plain lines even on a terminal.")
    boolean plain;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Port of the front door on 127.0.0.1, 0 for any free one. Default: 0.")
    @Nullable
    String port;

    @Option(
            names = "--worker-command",
            paramLabel = "COMMAND",
            description = {
                "Advanced: start workers with this command instead. {port} is replaced by the port to listen on, {index} by"
                        + " a small number. It must answer GET /ready and POST /v1/analyze."
            })
    @Nullable
    String workerCommand;

    /** Returns the bounds and nature of the pool. */
    FleetSettings fleet() {
        int least = whole("--min", min, 1, 1, FleetSettings.MOST_REPLICAS);
        int most = max == null
                ? Math.max(6, least)
                : new OptionValue("--max", max).wholeNumber(1, FleetSettings.MOST_REPLICAS);
        double delay = startupDelay == null
                ? 0
                : new OptionValue("--startup-delay", startupDelay).numberFrom(0, 600, " seconds");
        double share =
                workerCpuShare == null ? 0.2 : new OptionValue("--worker-cpu-share", workerCpuShare).numberAbove(0, 1);
        List<String> command = workerCommand == null
                ? List.of()
                : CommandTemplate.words(new OptionValue("--worker-command", workerCommand));
        return new FleetSettings(least, most, Durations.ofSeconds(delay), share, command);
    }

    /** Returns what is written and shown. */
    OutputSettings output() {
        return new OutputSettings(
                path("--journal", journal), path("--report", report), plain, whole("--port", port, 0, 0, 65_535));
    }

    /** Returns the policy. */
    PolicyChoice policyChoice() {
        return policy == null ? PolicyChoice.FOUNDING : PolicyChoice.of(new OptionValue("--policy", policy));
    }

    /** Returns a file given as an option, or null. */
    static @Nullable Path path(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            throw new OptionValue(option, text).refuse("the path of a file");
        }
        return Path.of(text);
    }

    private static int whole(String option, @Nullable String text, int ifNone, int least, int greatest) {
        return text == null ? ifNone : new OptionValue(option, text).wholeNumber(least, greatest);
    }
}
