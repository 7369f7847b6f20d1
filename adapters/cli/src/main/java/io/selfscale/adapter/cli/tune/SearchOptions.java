package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.option.OptionValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that say how a search goes, as they were typed; null where they were not. Kept as text, so that every refusal
 * can say what was expected; {@link #plan} makes sense of them.
 */
final class SearchOptions {

    private static final int LARGEST_JOBS = 1024;
    private static final int MOST_CANDIDATES = 100_000;
    private static final int CANDIDATES = 400;
    private static final int MOST_SAMPLES = 20;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "How many candidates to try; those beside the recommended one come on top. Default: 400.")
    @Nullable
    String candidates;

    @Option(names = "--time", paramLabel = "TIME", description = "How long it may take. Default: 2m.")
    @Nullable
    String time;

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "Share of each trace, at its end, that is held back to score on. Default: 50%%.")
    @Nullable
    String holdout;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = {
                "How many samples of what is tuned on each candidate is tried on, so that none is good by luck: with other"
                        + " arrivals, where these are left to chance, and decisions at other moments. The promise must hold on"
                        + " each. Default: 2."
            })
    @Nullable
    String samples;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = {
                "How much better than the promise a candidate must be on what is tuned on, as a share of the misses that it"
                        + " allows: with 20%%, 99.2%% for a promise of 99%%. Default: 20%%."
            })
    @Nullable
    String margin;

    @Option(
            names = "--vary",
            paramLabel = "PATH[=LOW..HIGH]",
            description = {
                "Vary this number as well, or in another range, such as"
                        + " 'policies[0].threshold.out.above=50%%..90%%'. May be given several times."
            })
    final List<String> vary = new ArrayList<>();

    @Option(
            names = "--fix",
            paramLabel = "PATH",
            description =
                    "Leave what is at this path, or below it, as it is, such as limits. May be given several times.")
    final List<String> fix = new ArrayList<>();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = {
                "Runs at a time; what is found does not depend on it, unless time runs out. Default: as many as there are"
                        + " processors."
            })
    @Nullable
    String jobs;

    /**
     * How a search goes.
     *
     * @param most candidates
     * @param time how long it may take
     * @param heldBack share of each load that is scored on alone
     * @param samples samples of what is tuned on
     * @param margin share of the allowed misses that is kept in hand
     * @param jobs runs at a time
     */
    record Plan(int most, Duration time, double heldBack, int samples, double margin, int jobs) {}

    /**
     * Returns what was given.
     *
     * @param processors runs at a time unless that was given
     * @throws io.selfscale.adapter.cli.failure.UsageException if an option cannot be understood
     */
    Plan plan(int processors) {
        return new Plan(
                candidates == null
                        ? CANDIDATES
                        : new OptionValue("--candidates", candidates).wholeNumber(1, MOST_CANDIDATES),
                time == null ? Duration.ofMinutes(2) : new OptionValue("--time", time).duration(/* zero= */ false),
                holdout == null ? 0.5 : share("--holdout", holdout, 0.05, 0.95),
                samples == null ? 2 : new OptionValue("--samples", samples).wholeNumber(1, MOST_SAMPLES),
                margin == null ? 0.2 : share("--margin", margin, 0, 0.9),
                jobs == null ? processors : new OptionValue("--jobs", jobs).wholeNumber(1, LARGEST_JOBS));
    }

    /** Returns what may be varied of what was found. */
    List<Knob> chosen(PolicyText policy, List<Knob> found) {
        return Overrides.apply(policy, found, vary, fix);
    }

    private static double share(String option, String text, double least, double greatest) {
        OptionValue given = new OptionValue(option, text);
        String digits = text.strip();
        boolean isPercent = digits.endsWith("%");
        try {
            double value = Double.parseDouble(
                    isPercent ? digits.substring(0, digits.length() - 1).strip() : digits);
            double share = isPercent ? value / 100 : value;
            if (share >= least && share <= greatest) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw given.refuse("a share such as 50%");
        }
        throw given.refuse("a share from " + Math.round(least * 100) + "% to " + Math.round(greatest * 100) + "%");
    }
}
