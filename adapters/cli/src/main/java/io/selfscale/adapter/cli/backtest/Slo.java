package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.Fate;
import io.selfscale.adapter.simulation.world.RequestRecords;
import io.selfscale.adapter.simulation.world.RunRecord;
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
public record Slo(What what, Duration bound, double share) {

    /** Waits of at most 2 s for 99 of 100 requests. */
    public static final Slo STANDARD = new Slo(What.WAIT, Duration.ofSeconds(2), 0.99);

    private static final Pattern FORM = Pattern.compile("(wait|latency)\\s*<=\\s*([^:]+):\\s*(\\d+(?:\\.\\d+)?)\\s*%");

    /** What is bounded. */
    public enum What {
        /** From arrival to taking a slot. */
        WAIT,
        /** From arrival to the last token. */
        LATENCY
    }

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
                "wait".equals(matcher.group(1)) ? What.WAIT : What.LATENCY,
                bound,
                Double.parseDouble(String.format(Locale.ROOT, "%.10f", percent / 100)));
    }

    /** Returns the share of all requests of a run that were served in time; NaN without any. */
    public double attainment(RunRecord run) {
        double longest = bound.toNanos() / 1e9;
        Demand demand = run.demand();
        RequestRecords requests = run.requests();
        int good = 0;
        for (int i = 0; i < requests.size(); i++) {
            Fate fate = requests.fate(i);
            double end = what == What.WAIT ? requests.startSeconds(i) : requests.endSeconds(i);
            if ((fate == Fate.COMPLETED || fate == Fate.CACHED) && end - demand.arrivalSeconds(i) <= longest) {
                good++;
            }
        }
        return good / (double) requests.size();
    }

    /** Returns it as it is given. */
    @Override
    public String toString() {
        return what.name().toLowerCase(Locale.ROOT) + "<=" + Text.duration(bound) + ":" + Text.percent(share);
    }
}
