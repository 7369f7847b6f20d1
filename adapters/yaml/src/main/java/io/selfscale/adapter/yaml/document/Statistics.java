package io.selfscale.adapter.yaml.document;

import static java.util.Objects.requireNonNull;

import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.TextForm;
import io.selfscale.engine.policy.Statistic;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a window becomes one value: {@code sustained}, {@code mean}, {@code p95}, {@code 3 of 5}. */
final class Statistics {

    /** Buckets that are looked at, at most; a window has no more. */
    private static final int MOST_BUCKETS = 31;

    /** Longer than any; the least share that a double holds takes 343 characters as a percentile. */
    private static final int LONGEST = 400;

    private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,3}(?:\\.\\d+)?)");
    private static final Pattern M_OF_N = Pattern.compile("(\\d{1,3}) ?of ?(\\d{1,3})");

    static final Form<Statistic> FORM = new TextForm<>(
            "one of sustained, mean, a percentile such as p95, or 3 of 5",
            Forms.textSchema("^([Ss]ustained|SUSTAINED|[Mm]ean|MEAN|[Pp][0-9]+(\\.[0-9]+)?|[0-9]+ ?of ?[0-9]+)$"),
            (scalar, scope) -> parse(scalar.text().toLowerCase(Locale.ROOT)),
            Statistics::write);

    private Statistics() {}

    private static Statistic parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it is too long");
        }
        Matcher percentile = PERCENTILE.matcher(text);
        Matcher mOfN = M_OF_N.matcher(text);
        if (text.equals("sustained")) {
            return Statistic.sustained();
        } else if (text.equals("mean")) {
            return Statistic.mean();
        } else if (percentile.matches()) {
            return Statistic.percentile(new BigDecimal(requireNonNull(percentile.group(1)))
                    .movePointLeft(2)
                    .doubleValue());
        } else if (mOfN.matches()) {
            int n = Integer.parseInt(requireNonNull(mOfN.group(2)));
            if (n > MOST_BUCKETS) {
                throw new IllegalArgumentException("a window has at most " + MOST_BUCKETS + " buckets");
            }
            return Statistic.mOfN(Integer.parseInt(requireNonNull(mOfN.group(1))), n);
        }
        throw new IllegalArgumentException("it is none of these");
    }

    private static String write(Statistic statistic) {
        if (statistic instanceof Statistic.Percentile percentile) {
            BigDecimal percent = BigDecimal.valueOf(percentile.share()).movePointRight(2);
            return "p" + percent.stripTrailingZeros().toPlainString();
        }
        return statistic.label();
    }
}
