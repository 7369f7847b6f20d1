package io.selfscale.engine.codec;

/** Strings as JSON. */
final class JsonStrings {

    private JsonStrings() {}

    /** Appends a string in quotes. */
    static void append(StringBuilder text, String string) {
        text.append('"');
        int begin = 0;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (!isPlain(c)) {
                text.append(string, begin, i);
                appendEscaped(text, c);
                begin = i + 1;
            }
        }
        if (begin == 0) {
            text.append(string);
        } else {
            text.append(string, begin, string.length());
        }
        text.append('"');
    }

    private static void appendEscaped(StringBuilder text, char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                String hex = Integer.toHexString(c);
                text.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
            }
        }
    }

    /** Tells whether every character stands for itself in JSON. */
    static boolean isPlain(String string) {
        return string.chars().allMatch(c -> isPlain((char) c));
    }

    /** Surrogates are escaped one by one, so that even an unpaired one survives UTF-8. */
    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }
}
