package io.selfscale.adapter.cli.tune;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a number is written in a file, so that another number can be written in its place.
 *
 * @param kind what it is
 * @param suffix what stands behind it, such as {@code /replica}; may be empty
 */
record Notation(Kind kind, String suffix) {

    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:d|h|m|s|ms|us|ns))+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(d|h|ms|m|us|ns|s)");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*%");
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?)(/replica|[kMGTPE]i?|m|)");
    private static final int LONGEST = 30;

    /** What a number is. */
    enum Kind {
        /** A time such as {@code 1m30s}; its value is in seconds. */
        DURATION,
        /** A percentage such as {@code 70%}; its value is a share. */
        PERCENT,
        /** A percentage without a sign, such as {@code averageUtilization: 70}; its value is a share. */
        BARE_PERCENT,
        /** A whole number. */
        INTEGER,
        /** Any number. */
        DECIMAL
    }

    /**
     * A number that was read.
     *
     * @param notation how it is written
     * @param value in seconds, as a share, or as it stands there
     */
    record Value(Notation notation, double value) {}

    /**
     * Returns what a text stands for, or null if it is no number.
     *
     * @param isManifest whether it is of a manifest, where {@code 500m} is half of one and not a time
     */
    static @Nullable Value read(String text, boolean isManifest) {
        if (text.length() > LONGEST) {
            return null;
        }
        if (!isManifest && DURATION.matcher(text).matches()) {
            return new Value(new Notation(Kind.DURATION, ""), seconds(text));
        }
        Matcher percent = PERCENT.matcher(text);
        if (!isManifest && percent.matches()) {
            return new Value(
                    new Notation(Kind.PERCENT, ""),
                    new BigDecimal(requireNonNull(percent.group(1)))
                            .movePointLeft(2)
                            .doubleValue());
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return null;
        }
        String digits = requireNonNull(number.group(1));
        Kind kind = digits.contains(".") ? Kind.DECIMAL : Kind.INTEGER;
        return new Value(new Notation(kind, requireNonNull(number.group(2))), Double.parseDouble(digits));
    }

    private static double seconds(String text) {
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = switch (requireNonNull(part.group(2))) {
                case "d" -> BigDecimal.valueOf(86_400);
                case "h" -> BigDecimal.valueOf(3600);
                case "m" -> BigDecimal.valueOf(60);
                case "ms" -> new BigDecimal("1e-3");
                case "us" -> new BigDecimal("1e-6");
                case "ns" -> new BigDecimal("1e-9");
                default -> BigDecimal.ONE;
            };
            seconds = seconds.add(new BigDecimal(requireNonNull(part.group(1))).multiply(unit));
        }
        return seconds.doubleValue();
    }

    /** Returns the same for another kind of number. */
    Notation as(Kind other) {
        return new Notation(other, suffix);
    }

    /** Returns how a value is written. */
    String write(double value) {
        return switch (kind) {
            case DURATION -> duration(value);
            case PERCENT -> digits(value * 100, 2) + "%";
            case BARE_PERCENT -> digits(value * 100, 0);
            case INTEGER -> digits(value, 0) + suffix;
            case DECIMAL -> digits(value, Math.abs(value) < 1 ? 4 : 3) + suffix;
        };
    }

    private static String duration(double seconds) {
        long millis = Math.round(seconds * 1000);
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        if (millis >= 3_600_000) {
            text.append(millis / 3_600_000).append('h');
        }
        if (millis / 60_000 % 60 > 0) {
            text.append(millis / 60_000 % 60).append('m');
        }
        if (millis / 1000 % 60 > 0) {
            text.append(millis / 1000 % 60).append('s');
        }
        if (millis % 1000 > 0) {
            text.append(millis % 1000).append("ms");
        }
        return text.toString();
    }

    private static String digits(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
