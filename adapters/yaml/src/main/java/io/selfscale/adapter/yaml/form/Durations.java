package io.selfscale.adapter.yaml.form;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 5m}, {@code 30s}, {@code 500ms}, {@code 1h30m}. */
public final class Durations {

    /** The longest duration of a policy file: ten years. */
    public static final Duration LONGEST = Duration.ofDays(3650);

    static final String PATTERN = "^(0|([0-9]+(\\.[0-9]+)?(d|h|m|s|ms|us|ns))+)$";

    private static final Pattern PART = Pattern.compile("(\\d{1,20}(?:\\.\\d{1,20})?)(d|h|ms|m|us|ns|s)");
    private static final Map<String, Long> NANOS = units();

    private Durations() {}

    private static Map<String, Long> units() {
        Map<String, Long> nanos = new LinkedHashMap<>();
        nanos.put("d", 86_400_000_000_000L);
        nanos.put("h", 3_600_000_000_000L);
        nanos.put("m", 60_000_000_000L);
        nanos.put("s", 1_000_000_000L);
        nanos.put("ms", 1_000_000L);
        nanos.put("us", 1_000L);
        nanos.put("ns", 1L);
        return nanos;
    }

    /**
     * Returns the duration that a text stands for.
     *
     * @throws IllegalArgumentException if it stands for none, is not a whole number of nanoseconds or beyond {@link
     *     #LONGEST}
     */
    public static Duration parse(String text) {
        BigDecimal nanos = nanos(text);
        if (nanos.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("it is finer than a nanosecond");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** Returns the nanoseconds that a text stands for. */
    static BigDecimal nanos(String text) {
        if (text.equals("0")) {
            return BigDecimal.ZERO;
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int at = 0;
        while (at < text.length()
                && text.length() <= 200
                && part.region(at, text.length()).lookingAt()) {
            sum = sum.add(new BigDecimal(requireNonNull(part.group(1)))
                    .multiply(BigDecimal.valueOf(unit(requireNonNull(part.group(2))))));
            at = part.end();
        }
        if (at < text.length() || text.isEmpty()) {
            boolean bare = text.length() < 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            throw new IllegalArgumentException(
                    bare ? "it lacks a unit: d, h, m, s, ms, us or ns" : "it is not a number with a unit");
        }
        if (sum.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw new IllegalArgumentException("it is longer than ten years");
        }
        return sum;
    }

    private static long unit(String name) {
        Long nanos = NANOS.get(name);
        if (nanos == null) {
            throw new IllegalArgumentException("it has an unknown unit");
        }
        return nanos;
    }

    /** Returns the text of a duration that is not negative. */
    public static String format(Duration duration) {
        long rest = duration.toNanos();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> unit : NANOS.entrySet()) {
            long count = rest / unit.getValue();
            rest %= unit.getValue();
            if (count > 0) {
                text.append(count).append(unit.getKey());
            }
        }
        return text.toString();
    }

    /** Returns the seconds that a text stands for, as the nearest double. */
    static double seconds(String text) {
        return nanos(text).movePointLeft(9).doubleValue();
    }

    /** Returns the text of a number of seconds from which the same double is read again. */
    static String formatSeconds(double seconds) {
        if (seconds < 0) {
            return "-" + formatSeconds(-seconds);
        }
        BigDecimal exact = BigDecimal.valueOf(seconds);
        BigDecimal nanos = exact.movePointRight(9);
        if (nanos.stripTrailingZeros().scale() <= 0) {
            BigInteger whole = nanos.setScale(0, RoundingMode.UNNECESSARY).toBigInteger();
            return format(Duration.ofNanos(whole.longValueExact()));
        }
        return Numbers.digits(nanos) + "ns";
    }
}
