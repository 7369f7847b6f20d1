package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers as text, exactly, and never larger than what arithmetic on them can bear. */
final class Numbers {

    static final String DECIMAL = "[0-9]+(\\.[0-9]+)?";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final int LONGEST = 400;
    private static final BigDecimal LARGEST_PLAIN = BigDecimal.valueOf(1_000_000_000_000_000L);

    private Numbers() {}

    /** Returns the number, or throws an exception that says what is wrong with it. */
    static BigDecimal decimal(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has more than " + LONGEST + " digits");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("it is not a number");
        }
        BigDecimal number = new BigDecimal(text);
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException("it is too large");
        }
        return number;
    }

    /** Returns a number that stands without quotes. */
    static double plain(YamlNode.Scalar scalar) {
        requirePlain(scalar);
        return decimal(scalar.text()).doubleValue();
    }

    /** Returns an integer that stands without quotes. */
    static long integer(YamlNode.Scalar scalar) {
        requirePlain(scalar);
        if (!INTEGER.matcher(scalar.text()).matches()) {
            throw new IllegalArgumentException("it is not an integer");
        }
        return Long.parseLong(scalar.text());
    }

    static void requirePlain(YamlNode.Scalar scalar) {
        if (!scalar.plain()) {
            throw new IllegalArgumentException("it stands in quotes, which makes it text");
        }
    }

    /** Returns a share written as a percentage, exactly: 70 % of text is the double nearest to 0.7. */
    static BigDecimal percent(String text) {
        return decimal(text.substring(0, text.length() - 1).strip()).movePointLeft(2);
    }

    /** Returns the percentage of a share, such as {@code 70%}. */
    static String asPercent(double share) {
        return digits(BigDecimal.valueOf(share).movePointRight(2)) + "%";
    }

    /** Returns all digits of a number, without exponent and without zeros at the end. */
    static String digits(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Returns what is written for a number: an integer where it is one. */
    static Object written(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        if (exact.abs().compareTo(LARGEST_PLAIN) <= 0
                && exact.stripTrailingZeros().scale() <= 0) {
            BigInteger whole = exact.toBigIntegerExact();
            return whole;
        }
        return number;
    }
}
