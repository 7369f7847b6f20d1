package io.selfscale.adapter.cli.option;

import static java.util.Objects.requireNonNull;

import io.selfscale.adapter.cli.failure.UsageException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text given for one option, and its readings. Every refusal names the option, what was expected and what was
 * given.
 *
 * @param option the option, with its dashes
 * @param text what was given
 */
public record OptionValue(String option, String text) {

    private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,9})?";
    private static final Pattern PART = Pattern.compile("(" + NUMBER + ")(d|h|ms|m|s)");
    private static final Pattern DURATION = Pattern.compile("(?:" + NUMBER + "(?:d|h|ms|m|s))+");
    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(3650L * 86_400);

    /** Returns a whole number from {@code least} to {@code greatest}. */
    public int wholeNumber(int least, int greatest) {
        String expected = "a whole number from " + least + " to " + greatest;
        int value;
        try {
            value = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw refuse(expected, e);
        }
        if (value < least || value > greatest) {
            throw refuse(expected);
        }
        return value;
    }

    /** Returns a whole number of 64 bits. */
    public long anyWholeNumber() {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw refuse("a whole number", e);
        }
    }

    /**
     * Returns a number.
     *
     * @param leastExclusive what it must be greater than
     * @param greatest what it must not be greater than
     */
    public double numberAbove(double leastExclusive, double greatest) {
        double value = number("greater than " + plain(leastExclusive) + " and at most " + plain(greatest));
        if (!(value > leastExclusive && value <= greatest)) {
            throw refuse("a number greater than " + plain(leastExclusive) + " and at most " + plain(greatest));
        }
        return value;
    }

    /** Returns a number from {@code least} to {@code greatest}. */
    public double numberFrom(double least, double greatest, String unit) {
        String range = "from " + plain(least) + " to " + plain(greatest) + unit;
        double value = number(range);
        if (!(value >= least && value <= greatest)) {
            throw refuse("a number " + range);
        }
        return value;
    }

    /**
     * Returns a duration such as {@code 90s}, {@code 1h30m} or {@code 0.5h}.
     *
     * @param zero whether it may be zero
     */
    public Duration duration(boolean zero) {
        String expected = "a time" + (zero ? "" : " above zero") + " such as 15s, 90m or 1h30m";
        String given = text.strip();
        if (!DURATION.matcher(given).matches()) {
            throw refuse(expected);
        }
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(given);
        while (part.find()) {
            BigDecimal unit = switch (requireNonNull(part.group(2))) {
                case "d" -> BigDecimal.valueOf(86_400);
                case "h" -> BigDecimal.valueOf(3600);
                case "m" -> BigDecimal.valueOf(60);
                case "ms" -> new BigDecimal("0.001");
                default -> BigDecimal.ONE;
            };
            seconds = seconds.add(new BigDecimal(requireNonNull(part.group(1))).multiply(unit));
        }
        if (seconds.compareTo(LONGEST_SECONDS) > 0 || (!zero && seconds.signum() == 0)) {
            throw refuse(expected + ", at most 3650d");
        }
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }

    /** Returns the exception that says what was expected instead. */
    public UsageException refuse(String expected) {
        return new UsageException(sentence(expected));
    }

    private double number(String range) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw refuse("a number " + range, e);
        }
    }

    private UsageException refuse(String expected, Exception cause) {
        return new UsageException(sentence(expected), cause);
    }

    private String sentence(String expected) {
        return option + " must be " + expected + ", but was '" + text + "'";
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
