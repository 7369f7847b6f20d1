package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.world.WorldSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is promised to those who send requests.
 *
 * @param what what is bounded
 * @param bound the longest time that is in time
 * @param share of all requests that are to be served in time, in (0, 1)
 */
public record Slo(LatencyObjective.Bounded what, Duration bound, double share) {

    /** Waits of at most 2 s for 99 of 100 requests. */
    public static final Slo STANDARD = new Slo(LatencyObjective.Bounded.WAIT, Duration.ofSeconds(2), 0.99);

    private static final Pattern FORM = Pattern.compile("(wait|latency)\\s*<=\\s*([^:]+):\\s*(\\d+(?:\\.\\d+)?)\\s*%");

    /** Returns what was given, such as {@code wait<=2s:99%}. */
    static Slo of(OptionValue given) {
        Matcher matcher = FORM.matcher(given.text().strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw given.refuse("such as wait<=2s:99% or latency<=20s:95%");
        }
        Duration bound = new OptionValue(given.option() + " (the bound)", String.valueOf(matcher.group(2)))
                .duration(/* zero= */ true);
        double percent = Double.parseDouble(String.valueOf(matcher.group(3)));
        if (!(percent > 0 && percent < 100)) {
            throw given.refuse("a share above 0% and below 100%, such as wait<=2s:99%");
        }
        return new Slo(
                "wait".equals(matcher.group(1)) ? LatencyObjective.Bounded.WAIT : LatencyObjective.Bounded.LATENCY,
                bound,
                Double.parseDouble(String.format(Locale.ROOT, "%.10f", percent / 100)));
    }

    /** Returns when a request counts as served in time. */
    public LatencyObjective objective() {
        return new LatencyObjective(what, bound.toNanos() / 1e9);
    }

    /** Tells whether it is about waits, as the figures, the demand curve and the searches of baselines are. */
    public boolean isAboutWaits() {
        return what == LatencyObjective.Bounded.WAIT;
    }

    /** Returns the wait that counts as in time where only waits can be told: the bound, or what is usual. */
    Duration longestWait() {
        return isAboutWaits() ? bound : WorldSettings.STANDARD_LONGEST_WAIT;
    }

    /** Returns it as it is given. */
    @Override
    public String toString() {
        return what.name().toLowerCase(Locale.ROOT) + "<=" + Text.duration(bound) + ":" + Text.percent(share);
    }
}
