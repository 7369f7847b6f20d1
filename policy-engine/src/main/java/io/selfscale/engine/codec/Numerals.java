package io.selfscale.engine.codec;

/** Numbers that are part of a text and already known to be spelt as JSON wants it. */
final class Numerals {

    /** The powers of ten up to the longest fraction of a {@link #SHORT} number; a double holds each exactly. */
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16
    };

    /** Length up to which the digits of a number fit into a long. */
    private static final int SHORT = 17;

    /** Greatest whole number up to which a double holds every one exactly. */
    private static final long EXACT = 1L << 53;

    private Numerals() {}

    /**
     * Returns a whole number.
     *
     * @throws NumberFormatException if it has more than 64 bits
     */
    static long whole(String text, int start, int end) {
        if (end - start > SHORT) {
            return Long.parseLong(text, start, end, 10);
        }
        boolean negative = text.charAt(start) == '-';
        long number = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return negative ? -number : number;
    }

    /** Returns the double nearest to a number, infinite if it is too great. */
    static double nearest(String text, int start, int end) {
        if (end - start > SHORT) {
            return Double.parseDouble(text.substring(start, end));
        }
        boolean negative = text.charAt(start) == '-';
        long digits = 0;
        int point = end - 1;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = i;
            } else if (c <= '9' && c >= '0' && digits < EXACT / 10) {
                digits = 10 * digits + c - '0';
            } else {
                return Double.parseDouble(text.substring(start, end));
            }
        }
        // The quotient of two exact doubles is the one nearest to the true quotient.
        double number = digits / POWERS_OF_TEN[end - 1 - point];
        return negative ? -number : number;
    }
}
