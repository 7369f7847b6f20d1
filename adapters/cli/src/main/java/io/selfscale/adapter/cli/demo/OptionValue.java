package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.failure.UsageException;
import java.util.Locale;

/**
 * The text given for one option, and its readings. Every refusal names the option, what was expected and what was
 * given.
 *
 * @param option the option, with its dashes
 * @param text what was given
 */
record OptionValue(String option, String text) {

    /** Returns a whole number from {@code least} to {@code greatest}. */
    int wholeNumber(int least, int greatest) {
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
    long anyWholeNumber() {
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
    double numberAbove(double leastExclusive, double greatest) {
        double value = number("greater than " + plain(leastExclusive) + " and at most " + plain(greatest));
        if (!(value > leastExclusive && value <= greatest)) {
            throw refuse("a number greater than " + plain(leastExclusive) + " and at most " + plain(greatest));
        }
        return value;
    }

    /** Returns a number from {@code least} to {@code greatest}. */
    double numberFrom(double least, double greatest, String unit) {
        String range = "from " + plain(least) + " to " + plain(greatest) + unit;
        double value = number(range);
        if (!(value >= least && value <= greatest)) {
            throw refuse("a number " + range);
        }
        return value;
    }

    /** Returns the exception that says what was expected instead. */
    UsageException refuse(String expected) {
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
