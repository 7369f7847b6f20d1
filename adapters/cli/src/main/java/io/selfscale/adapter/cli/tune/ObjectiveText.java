package io.selfscale.adapter.cli.tune;

import static java.util.Objects.requireNonNull;

import io.selfscale.adapter.cli.backtest.Slo;
import io.selfscale.adapter.cli.backtest.Text;
import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.figure.LatencyObjective;
import io.selfscale.adapter.simulation.tune.Objective;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, in words.
 *
 * @param objective what is looked for
 * @param slo what is promised, if the words say so; otherwise null, and what {@code --slo} says holds
 */
record ObjectiveText(Objective objective, @Nullable Slo slo) {

    static final String EXPECTED = "such as 'cheapest with 99% of requests waiting under 2s', 'cheapest with 95% served"
            + " within 20s' or 'best attainment within 24 per hour'";

    private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,9})?)";
    private static final String AT_MOST =
            "(?:under|below|within|in|at most|less than|no longer than|no more than|<=|<|)\\s*";

    private static final Pattern CHEAPEST = Pattern.compile("(?:the )?cheapest (?:policy )?with (?:at least )?" + NUMBER
            + "\\s*%(?: of)?(?: all)?(?: the)?(?: requests)? (waiting|served|answered|done|ending) (?:for )?" + AT_MOST
            + "(\\S+)");

    private static final Pattern MOST =
            Pattern.compile("(?:the )?best (?:attainment|service) (?:within|under|for|at most)" + " (?:a cost of )?"
                    + NUMBER + "\\s*(?:per hour|an hour|/\\s*h|/\\s*hour)");

    /** Returns what was asked for. */
    static ObjectiveText of(OptionValue given) {
        String text = given.text().strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        Matcher cheapest = CHEAPEST.matcher(text);
        if (cheapest.matches()) {
            double percent = Double.parseDouble(requireNonNull(cheapest.group(1)));
            if (!(percent > 0 && percent < 100)) {
                throw given.refuse("an objective with a share above 0% and below 100%, " + EXPECTED);
            }
            double share = Double.parseDouble(String.format(Locale.ROOT, "%.10f", percent / 100));
            LatencyObjective.Bounded what = "waiting".equals(cheapest.group(2))
                    ? LatencyObjective.Bounded.WAIT
                    : LatencyObjective.Bounded.LATENCY;
            Slo slo = new Slo(
                    what,
                    new OptionValue(given.option() + " (the bound)", requireNonNull(cheapest.group(3)))
                            .duration(/* zero= */ true),
                    share);
            return new ObjectiveText(new Objective.Cheapest(share), slo);
        }
        Matcher most = MOST.matcher(text);
        if (most.matches()) {
            double cost = Double.parseDouble(requireNonNull(most.group(1)));
            if (cost > 0) {
                return new ObjectiveText(new Objective.MostInTime(cost), null);
            }
        }
        throw given.refuse("an objective " + EXPECTED);
    }

    /** Returns the objective of a promise. */
    static ObjectiveText of(Slo slo) {
        return new ObjectiveText(new Objective.Cheapest(slo.share()), slo);
    }

    /** Returns an objective in words. */
    static String words(Objective objective, Slo slo) {
        String bound = Text.duration(slo.bound());
        if (objective instanceof Objective.MostInTime most) {
            return "best attainment within " + Text.digits(most.costPerHour(), 4) + " per hour ("
                    + (slo.isAboutWaits() ? "waits" : "latencies") + " of at most " + bound + " count)";
        }
        return "cheapest with " + Text.percent(slo.share()) + " of requests "
                + (slo.isAboutWaits() ? "waiting under " : "served within ") + bound;
    }
}
