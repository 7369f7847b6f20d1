package io.selfscale.inference.prompt;

import java.util.Locale;
import java.util.Set;

/**
 * Rewrites expressions of Jinja that the template engine reads otherwise: the value of a named argument binds as weakly as
 * it does in Jinja, a list can be reversed by {@code [::-1]}, and constants may be written as in Python.
 */
final class JinjaExpressions {

    private static final String REVERSED = "[::-1]";

    private final String source;
    private final Set<String> filters;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private JinjaExpressions(String source, Set<String> filters) {
        this.source = source;
        this.filters = filters;
    }

    /** The content of a tag, rewritten; adds the names of the filters in it to {@code filters}. */
    static String rewrite(String content, Set<String> filters) {
        JinjaExpressions rewriting = new JinjaExpressions(content, filters);
        while (rewriting.at < content.length()) {
            rewriting.sequence(false);
            if (rewriting.at < content.length()) {
                // A closing bracket without an opening one: the engine will say so.
                rewriting.out.append(content.charAt(rewriting.at++));
            }
        }
        return rewriting.out.toString();
    }

    /** Copies up to the end of a bracket; in arguments, puts the values of named ones into brackets. */
    private void sequence(boolean arguments) {
        boolean named = false;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (Character.isJavaIdentifierStart(c)) {
                word();
            } else if (source.startsWith(REVERSED, at)) {
                out.append("|reverse");
                at += REVERSED.length();
            } else if (c == '(' || c == '[' || c == '{') {
                boolean call =
                        c == '(' && !out.isEmpty() && Character.isJavaIdentifierPart(out.charAt(out.length() - 1));
                out.append(c);
                at++;
                sequence(call);
                if (at < source.length()) {
                    // The engine takes two braces for the end of the tag.
                    out.append(source.charAt(at++)).append(c == '{' ? " " : "");
                }
            } else if (c == ')' || c == ']' || c == '}') {
                break;
            } else if (arguments && c == ',') {
                out.append(named ? ")," : ",");
                named = false;
                at++;
            } else if (arguments && c == '=' && !named && isAssignment()) {
                out.append("=(");
                named = true;
                at++;
            } else {
                out.append(c);
                at++;
            }
        }
        out.append(named ? ")" : "");
    }

    private boolean isAssignment() {
        boolean comparesBefore = at > 0 && "=!<>".indexOf(source.charAt(at - 1)) >= 0;
        return !comparesBefore && !source.startsWith("==", at);
    }

    private void word() {
        int start = at;
        while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) {
            at++;
        }
        String word = source.substring(start, at);
        int before = out.length() - 1;
        while (before >= 0 && Character.isWhitespace(out.charAt(before))) {
            before--;
        }
        if (before >= 0 && out.charAt(before) == '|') {
            filters.add(word);
        }
        boolean constant = word.equals("True") || word.equals("False") || word.equals("None");
        out.append(constant ? word.toLowerCase(Locale.ROOT) : word);
    }

    private void string(char quote) {
        int start = at;
        for (at++; at < source.length() && source.charAt(at) != quote; at++) {
            if (source.charAt(at) == '\\') {
                at++;
            }
        }
        at = Math.min(source.length(), at + 1);
        out.append(source, start, at);
    }
}
