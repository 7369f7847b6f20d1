package io.selfscale.adapter.yaml.tree;

/** Quotes text of a file for a message: on one line, and short. */
public final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /** Returns the text in single quotes, without control characters, shortened. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        int end = Math.min(text.length(), LONGEST);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return quoted.append(end < text.length() ? "...'" : "'").toString();
    }
}
