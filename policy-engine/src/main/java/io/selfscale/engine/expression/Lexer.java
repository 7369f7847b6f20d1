package io.selfscale.engine.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into words, numbers and signs. */
final class Lexer {

    /** The longest text that is read: an expression is written by a person. */
    static final int MAX_LENGTH = 4096;

    private static final List<String> SIGNS = List.of(
            "??", "||", "&&", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", ",", "?", ":", "!");

    private final String text;
    private int position;

    Lexer(String text) {
        this.text = text;
    }

    /** What a token is. */
    enum Type {
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /**
     * A piece of text.
     *
     * @param position characters before it
     */
    record Token(Type type, String text, int position) {
        boolean is(String sign) {
            return type == Type.SIGN && text.equals(sign);
        }

        String describe() {
            return type == Type.END ? "the end" : "'" + text + "'";
        }
    }

    List<Token> tokens() {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    "an expression has at most " + MAX_LENGTH + " characters but this one is longer", MAX_LENGTH);
        }
        List<Token> tokens = new ArrayList<>();
        while (true) {
            while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
                position++;
            }
            if (position == text.length()) {
                tokens.add(new Token(Type.END, "", position));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        int start = position;
        char first = text.charAt(start);
        if (isDigit(first) || first == '.') {
            number();
            return new Token(Type.NUMBER, text.substring(start, position), start);
        }
        if (isLetter(first)) {
            while (position < text.length() && isNamePart(text.charAt(position))) {
                position++;
            }
            return word(text.substring(start, position), start);
        }
        for (String sign : SIGNS) {
            if (text.startsWith(sign, start)) {
                position += sign.length();
                return new Token(Type.SIGN, sign, start);
            }
        }
        throw new ExpressionException("unexpected character '" + first + "'", start);
    }

    private static Token word(String word, int start) {
        return switch (word) {
            case "and" -> new Token(Type.SIGN, "&&", start);
            case "or" -> new Token(Type.SIGN, "||", start);
            case "not" -> new Token(Type.SIGN, "!", start);
            default -> new Token(Type.NAME, word, start);
        };
    }

    private void number() {
        int start = position;
        digits();
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            digits();
        }
        if (position < text.length() && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
            position++;
            if (position < text.length() && (text.charAt(position) == '-' || text.charAt(position) == '+')) {
                position++;
            }
            int exponent = position;
            digits();
            if (exponent == position) {
                throw new ExpressionException("an exponent needs digits", position);
            }
        }
        if (position == start + 1 && text.charAt(start) == '.') {
            throw new ExpressionException("a number needs digits", start);
        }
        if (position < text.length() && isNamePart(text.charAt(position))) {
            throw new ExpressionException("unexpected character '" + text.charAt(position) + "' in a number", position);
        }
    }

    private void digits() {
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isLetter(c) || isDigit(c) || c == '.';
    }
}
