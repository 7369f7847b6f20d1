package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.simulation.service.StartupDistribution;
import io.selfscale.adapter.simulation.service.StartupDistribution.Law;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Start-up times as they are given and told. */
final class StartupText {

    private static final Pattern QUANTILES = Pattern.compile("p50=([^,]+),p95=([^,]+)");
    private static final String EXPECTED =
            "a time such as 60s, quantiles such as p50=60s,p95=2m, or measured times such as 55s,61s,90s";

    private StartupText() {}

    /** Returns the distribution that was given. */
    static StartupDistribution of(OptionValue given) {
        String text = given.text().strip();
        Matcher quantiles = QUANTILES.matcher(text);
        if (quantiles.matches()) {
            double p50 = seconds(given, String.valueOf(quantiles.group(1)));
            double p95 = seconds(given, String.valueOf(quantiles.group(2)));
            if (p95 < p50 || (p50 == 0 && p95 > 0)) {
                throw given.refuse(EXPECTED + ", with 0 < p50 <= p95");
            }
            return new StartupDistribution(law(p50, p95), List.of());
        }
        List<Double> samples = Arrays.stream(text.split(",", -1))
                .map(part -> seconds(given, part))
                .toList();
        return new StartupDistribution(
                samples.size() == 1 ? new Law.Fixed(samples.get(0)) : new Law.Empirical(samples), List.of());
    }

    private static double seconds(OptionValue given, String text) {
        try {
            Duration time = new OptionValue(given.option(), text).duration(/* zero= */ true);
            return time.toNanos() / 1e9;
        } catch (IllegalArgumentException e) {
            throw given.refuse(EXPECTED);
        }
    }

    /** Returns the law of a median and a 95th percentile. */
    static Law law(double p50, double p95) {
        return p50 == p95 ? new Law.Fixed(p50) : new Law.LogNormal(p50, p95);
    }

    /** Returns a distribution in a few words. */
    static String described(StartupDistribution startup) {
        Law law = startup.law();
        if (law instanceof Law.Fixed fixed) {
            return Text.seconds(fixed.seconds());
        }
        String kind = law instanceof Law.Empirical measured
                ? Text.plural(measured.seconds().size(), "measured start") + ", p50 "
                : "p50 ";
        return kind + Text.seconds(law.quantileSeconds(0.5)) + ", p95 " + Text.seconds(law.quantileSeconds(0.95));
    }
}
