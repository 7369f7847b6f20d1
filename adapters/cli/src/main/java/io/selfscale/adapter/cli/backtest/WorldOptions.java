package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.trace.LoadScale;
import io.selfscale.adapter.simulation.trace.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say what the world is like in which policies are tried, as they were typed; null where they were not.
 * Kept as text, so that every refusal can say what was expected; {@link #plan} makes sense of them.
 */
public final class WorldOptions {

    static final int MOST_REPLICAS = 10_000;

    @Option(
            names = "--service",
            paramLabel = "FILE|NAME",
            description = {
                "What one replica is like: a service file (examples/services), vlm8b (8 slots, a vision-language model of"
                        + " 8 billion parameters on a 24 GB GPU) or mgk (4 slots that do not slow one another down). Default:"
                        + " vlm8b."
            })
    @Nullable
    String service;

    @Option(
            names = "--world",
            paramLabel = "NAME",
            description = {
                "standard: one queue without end, one pool in which nothing goes wrong, so that figures can be compared."
                        + " own: faults, front door and brownout of the service file, and the pools of each policy file."
                        + " Default: standard without --service, own with it."
            })
    @Nullable
    String world;

    @Option(
            names = "--offered-load",
            paramLabel = "X",
            description = {
                "What traces are scaled to: so many replicas would have all slots taken on average. `recorded` leaves them as"
                        + " they are. Default: 4.2; recorded for --prometheus-range and --journal."
            })
    @Nullable
    String offeredLoad;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Where in the trace to begin, such as 24h. Default: 0h.")
    @Nullable
    String from;

    @Option(names = "--hours", paramLabel = "N", description = "How many hours of it to use at most. Default: 48.")
    @Nullable
    String hours;

    @Option(
            names = "--min",
            paramLabel = "N",
            description = "Least replicas, in place of what the policy says. Default: 1.")
    @Nullable
    String min;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Most replicas, in place of what the policy says. Default: 60.")
    @Nullable
    String max;

    @Option(names = "--tick", paramLabel = "TIME", description = "Time between two decisions. Default: 15s.")
    @Nullable
    String tick;

    @Option(
            names = "--lag",
            paramLabel = "TIME",
            description = "Age of what is measured when it is seen. Default: 15s.")
    @Nullable
    String lag;

    @Option(
            names = "--startup",
            paramLabel = "TIME",
            description = {
                "How long a replica takes from its order until it serves: 60s, or p50=60s,p95=2m, or measured times such as"
                        + " 55s,61s,90s. Default: that of the service; 60s for vlm8b."
            })
    @Nullable
    String startup;

    @Option(
            names = "--slo",
            paramLabel = "SLO",
            description = {
                "What is promised: wait<=2s:99%% (from arrival to a slot) or latency<=20s:95%% (to the last token), of all"
                        + " requests. Default: wait<=2s:99%%."
            })
    @Nullable
    String slo;

    @Option(
            names = "--price",
            paramLabel = "X/h",
            description =
                    "Price of a replica for an hour, such as 4.0/h. Default: that of the service; 4.0/h for vlm8b.")
    @Nullable
    String price;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description = "Wall-clock time at the beginning, for schedules. Default: 2026-11-11T00:00:00Z.")
    @Nullable
    String start;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything that is left to chance. Default: 1.")
    @Nullable
    String seed;

    /** Creates options; picocli fills them in. */
    public WorldOptions() {}

    /**
     * Returns the world that was described.
     *
     * @param errors takes what is wrong with a service file
     * @throws UsageException if an option cannot be understood, or the service file not be used
     */
    public WorldPlan plan(FindingLines errors) {
        boolean standard = isStandard();
        WorldPlan.Stated stated = new WorldPlan.Stated(
                startup == null ? null : StartupText.of(new OptionValue("--startup", startup)),
                price == null ? null : price(price),
                tick == null ? null : new OptionValue("--tick", tick).duration(/* zero= */ false),
                lag == null ? null : new OptionValue("--lag", lag).duration(/* zero= */ true),
                min == null ? null : new OptionValue("--min", min).wholeNumber(0, MOST_REPLICAS),
                max == null ? null : new OptionValue("--max", max).wholeNumber(1, MOST_REPLICAS),
                start == null ? null : instant(start));
        if (stated.leastOr(1) > stated.mostOr(Math.max(60, stated.leastOr(1)))) {
            throw new UsageException("--min " + stated.leastOr(1) + " must not be above --max " + stated.mostOr(60));
        }
        return new WorldPlan(
                standard,
                Service.of(service, errors),
                offeredLoad(),
                new Window(
                        from == null ? Duration.ZERO : new OptionValue("--from", from).duration(/* zero= */ true),
                        hours()),
                slo == null ? Slo.STANDARD : Slo.of(new OptionValue("--slo", slo)),
                seed == null ? 1 : new OptionValue("--seed", seed).anyWholeNumber(),
                stated);
    }

    /** Tells whether it was stated what is promised. */
    public boolean isSloStated() {
        return slo != null;
    }

    /**
     * Refuses what has no meaning for a journal, which tells load and service itself.
     *
     * @throws UsageException if there is any of it
     */
    void requireNothingOfTraces() {
        List<String> given = new ArrayList<>();
        if (service != null) {
            given.add("--service");
        }
        if (world != null) {
            given.add("--world");
        }
        if (offeredLoad != null) {
            given.add("--offered-load");
        }
        if (from != null) {
            given.add("--from");
        }
        if (hours != null) {
            given.add("--hours");
        }
        if (!given.isEmpty()) {
            throw new UsageException(String.join(", ", given) + (given.size() == 1 ? " is" : " are")
                    + " for --trace and --prometheus-range; a journal tells the load and the service itself");
        }
    }

    private boolean isStandard() {
        if (world == null) {
            return service == null;
        }
        return switch (world.strip()) {
            case "standard" -> true;
            case "own" -> false;
            default -> throw new OptionValue("--world", world).refuse("standard or own");
        };
    }

    private @Nullable LoadScale offeredLoad() {
        if (offeredLoad == null) {
            return null;
        }
        return offeredLoad.strip().equals("recorded")
                ? LoadScale.asRecorded()
                : new LoadScale.OfferedLoad(
                        new OptionValue("--offered-load", offeredLoad).numberAbove(0, MOST_REPLICAS));
    }

    private Duration hours() {
        if (hours == null) {
            return Duration.ofDays(2);
        }
        String number = hours.strip().endsWith("h")
                ? hours.strip().substring(0, hours.strip().length() - 1)
                : hours.strip();
        double value = new OptionValue("--hours", number).numberAbove(0, 24 * 3650);
        return Duration.ofNanos(Math.round(value * 3600e9));
    }

    private static double price(String given) {
        String text = given.strip();
        String number = text.endsWith("/h") ? text.substring(0, text.length() - 2) : text;
        try {
            return new OptionValue("--price", number).numberFrom(0, 1e9, "");
        } catch (UsageException e) {
            throw new OptionValue("--price", given).refuse("a price of a replica for an hour, such as 4.0/h");
        }
    }

    private static Instant instant(String given) {
        try {
            return Instant.parse(given.strip());
        } catch (DateTimeParseException e) {
            throw new OptionValue("--start", given).refuse("a moment such as 2026-11-11T00:00:00Z");
        }
    }
}
