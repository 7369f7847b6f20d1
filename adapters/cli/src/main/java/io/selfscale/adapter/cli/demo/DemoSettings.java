package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.trace.Trace;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.trace.TraceFile;
import io.selfscale.adapter.simulation.trace.TraceFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything the demo is told, checked: what cannot be run cannot be built.
 *
 * @param length how long the load runs, at least ten seconds
 * @param replay the recorded load, or null for the built-in profile
 * @param seed of photos and arrivals
 * @param policy what scales
 * @param fleet the pool of workers
 * @param output what is written and shown
 */
record DemoSettings(
        Duration length,
        @Nullable TraceReplay replay,
        long seed,
        PolicyChoice policy,
        FleetSettings fleet,
        OutputSettings output) {

    private static final int LEAST_SECONDS = 10;
    private static final int MOST_SECONDS = 10_800;
    private static final int USUAL_SECONDS = 90;
    private static final double USUAL_SPEEDUP = 30;
    private static final long USUAL_SEED = 1111;

    DemoSettings {
        if (length.compareTo(Duration.ofSeconds(LEAST_SECONDS)) < 0) {
            throw new UsageException("--seconds must be at least " + LEAST_SECONDS + ", but was "
                    + String.format(Locale.ROOT, "%.1f", Durations.seconds(length)));
        }
    }

    /**
     * Makes sense of options; a trace is read.
     *
     * @throws UsageException if something is wrong, with what, where, and what was expected
     */
    static DemoSettings from(DemoOptions options) {
        @Nullable
        Duration seconds = options.seconds == null
                ? null
                : Duration.ofSeconds(
                        new OptionValue("--seconds", options.seconds).wholeNumber(LEAST_SECONDS, MOST_SECONDS));
        PolicyChoice policy = options.policyChoice();
        FleetSettings fleet = options.fleet();
        OutputSettings output = options.output();
        long seed = options.seed == null ? USUAL_SEED : new OptionValue("--seed", options.seed).anyWholeNumber();
        TraceReplay replay = replay(options);
        return new DemoSettings(length(seconds, replay), replay, seed, policy, fleet, output);
    }

    private static @Nullable TraceReplay replay(DemoOptions options) {
        Path file = DemoOptions.path("--trace", options.trace);
        if (file == null) {
            requireNoTrace("--speedup", options.speedup);
            requireNoTrace("--scale", options.scale);
            return null;
        }
        double speedup = options.speedup == null
                ? USUAL_SPEEDUP
                : new OptionValue("--speedup", options.speedup).numberAbove(0, 1e6);
        @Nullable
        Double scale = options.scale == null || "auto".equals(options.scale.strip())
                ? null
                : scale(new OptionValue("--scale", options.scale));
        return new TraceReplay(file, read(file), speedup, scale);
    }

    private static Double scale(OptionValue value) {
        try {
            return value.numberAbove(0, 1e6);
        } catch (UsageException e) {
            throw new UsageException(
                    "--scale must be auto or a number greater than 0 and at most 1000000, but was '" + value.text()
                            + "'",
                    e);
        }
    }

    private static void requireNoTrace(String option, @Nullable String text) {
        if (text != null) {
            throw new UsageException(option + " needs --trace, the recorded load it applies to, which is missing");
        }
    }

    private static Trace read(Path file) {
        try {
            return Trace.of(TraceFile.read(file));
        } catch (TraceFormatException e) {
            throw new UsageException("--trace: " + e.getMessage(), e);
        }
    }

    private static Duration length(@Nullable Duration asked, @Nullable TraceReplay replay) {
        if (replay == null) {
            return asked == null ? Duration.ofSeconds(USUAL_SECONDS) : asked;
        }
        double lasts = Durations.seconds(replay.trace().duration()) / replay.speedup();
        if (lasts < LEAST_SECONDS) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "--trace %s lasts %.1f s at --speedup %s, but the demo needs at least %d s; lower --speedup",
                    replay.file(),
                    lasts,
                    replay.speedup(),
                    LEAST_SECONDS));
        }
        Duration whole = Durations.ofSeconds(Math.min(lasts, MOST_SECONDS));
        return asked == null || asked.compareTo(whole) > 0 ? whole : asked;
    }
}
