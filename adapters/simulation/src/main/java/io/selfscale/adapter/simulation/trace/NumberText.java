package io.selfscale.adapter.simulation.trace;

/** Numbers as files write them. */
final class NumberText {

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private NumberText() {}

    /**
     * Returns the number that a text denotes, or NaN if it denotes none. Java's own parser would take "1f", "NaN" and
     * "0x1p3" too, and is slow.
     */
    static double parse(String text) {
        long digits = 0;
        int count = 0;
        int point = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
                count++;
            } else if (c == '.' && point < 0) {
                point = count;
            } else {
                return parseSlowly(text);
            }
            if (count >= POWERS_OF_TEN.length) {
                return parseSlowly(text);
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        // Both are exact, so that the quotient is the double nearest to the number.
        return point < 0 ? digits : digits / POWERS_OF_TEN[count - point];
    }

    private static double parseSlowly(String text) {
        String stripped = text.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if ("0123456789.eE+-".indexOf(stripped.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(stripped);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
