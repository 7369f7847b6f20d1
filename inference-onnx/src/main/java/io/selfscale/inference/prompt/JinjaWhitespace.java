package io.selfscale.inference.prompt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Applies the white-space control of Jinja to a template, so that an engine with other rules has none left to apply:
 * minus and plus signs at tags, {@code trim_blocks} and {@code lstrip_blocks} (both on, as Hugging Face transformers sets
 * them). Comments disappear. Source of the rules: the lexer of Jinja 3.
 */
final class JinjaWhitespace {

    private static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%}");
    private static final Pattern RAW = Pattern.compile("raw\\b.*", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final String template;
    private final Set<String> filters;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private boolean lineStarts = true;

    private JinjaWhitespace(String template, Set<String> filters) {
        this.template = template;
        this.filters = filters;
    }

    /**
     * The same template without white-space control, its expressions rewritten by {@link JinjaExpressions}.
     *
     * @param filters receives the names of the filters that the template uses
     * @throws PromptException if a tag is not closed
     */
    static String apply(String template, Set<String> filters) {
        return new JinjaWhitespace(template, filters).apply();
    }

    private String apply() {
        while (true) {
            int tag = nextTag(at);
            if (tag < 0) {
                return out.append(template, at, template.length()).toString();
            }
            text(template.substring(at, tag), tag);
            tag(tag);
        }
    }

    private int nextTag(int from) {
        for (int i = template.indexOf('{', from); i >= 0; i = template.indexOf('{', i + 1)) {
            if (i + 1 < template.length() && "%{#".indexOf(template.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Prints the text before a tag, without what the tag takes from it. */
    private void text(String text, int tag) {
        char sign = tag + 2 < template.length() ? template.charAt(tag + 2) : 0;
        int end = text.length();
        if (sign == '-') {
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
        } else if (sign != '+' && template.charAt(tag + 1) != '{') {
            int line = text.lastIndexOf('\n') + 1;
            if ((line > 0 || lineStarts) && text.substring(line).isBlank()) {
                end = line;
            }
        }
        out.append(text, 0, end);
    }

    private void tag(int start) {
        char kind = template.charAt(start + 1);
        int close = kind == '#' ? template.indexOf("#}", start + 2) : close(start + 2, kind == '%' ? "%}" : "}}");
        if (close < 0) {
            long line =
                    template.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
            throw new PromptException("chat template: line " + line + ": expected the end of the tag that begins with "
                    + template.substring(start, start + 2) + ", found none");
        }
        char first = template.charAt(start + 2);
        char last = template.charAt(close - 1);
        int from = start + 2 + (first == '-' || first == '+' ? 1 : 0);
        int to = Math.max(from, close - (last == '-' || last == '+' ? 1 : 0));
        String content = template.substring(from, to).strip();
        if (kind != '#') {
            out.append('{')
                    .append(kind)
                    .append(' ')
                    .append(JinjaExpressions.rewrite(content, filters))
                    .append(' ');
            out.append(kind == '%' ? "%}" : "}}");
        }
        boolean raw = kind == '%' && RAW.matcher(content).matches();
        after(close + 2, last, kind != '{' && !raw);
        if (raw) {
            raw();
        } else if (kind == '%') {
            block(content, start);
        }
    }

    /** Follows the blocks to refuse the one form of them that the engine would misread without a word. */
    private void block(String content, int start) {
        Matcher word = WORD.matcher(content);
        String name = word.lookingAt() ? word.group() : "";
        if (name.equals("for") || name.equals("if")) {
            open.push(name);
        } else if ((name.equals("endfor") || name.equals("endif")) && !open.isEmpty()) {
            open.pop();
        } else if (name.equals("else") && "for".equals(open.peek())) {
            throw new PromptException("chat template: line " + line(start)
                    + ": a for block with an else part, which the template engine does not know;"
                    + " expected an if block around the for block");
        }
    }

    private long line(int position) {
        return template.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }

    /** Skips what a tag takes from the text behind it. */
    private void after(int from, char sign, boolean trims) {
        at = from;
        if (sign == '-') {
            while (at < template.length() && Character.isWhitespace(template.charAt(at))) {
                at++;
            }
        } else if (sign != '+' && trims && at < template.length() && template.charAt(at) == '\n') {
            at++;
        }
        lineStarts = template.charAt(at - 1) == '\n';
    }

    /** Copies the inside of a raw block, in which nothing is a tag. */
    private void raw() {
        Matcher end = END_RAW.matcher(template);
        if (end.find(at)) {
            text(template.substring(at, end.start()), end.start());
            out.append("{% endraw %}");
            after(end.end(), template.charAt(end.end() - 3), true);
        }
    }

    /** Where a tag ends: not in a string, and not while a bracket is open. */
    private int close(int from, String end) {
        int depth = 0;
        for (int i = from; i < template.length(); i++) {
            char c = template.charAt(i);
            if (depth == 0 && template.startsWith(end, i)) {
                return i;
            }
            switch (c) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                case '"', '\'' -> {
                    for (i++; i < template.length() && template.charAt(i) != c; i++) {
                        if (template.charAt(i) == '\\') {
                            i++;
                        }
                    }
                }
                default -> {
                    // Part of the expression.
                }
            }
        }
        return -1;
    }
}
