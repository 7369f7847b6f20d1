package io.selfscale.inference.prompt;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries text of messages through a template engine so that what comes out still tells it from the template's own text.
 *
 * <p>Each character that begins or ends an added token is replaced by two noncharacters of Unicode (and the first of
 * these itself by two, so that no input is ambiguous). No special token can then begin or end in text of a message, nor
 * form where two texts meet, while the template can still search, trim and join the text. Whole tokens that are added but
 * not special, such as the end of the reasoning, are left alone in assistant turns: templates look for them there.
 */
final class DataText {

    private static final char ESCAPE = '\uFDD0';
    private static final char ITSELF = '\uFDD1';
    private static final char FIRST_CODE = '\uFDD2';
    private static final int CODES = 30;

    private final String edges;
    private final List<AddedToken> added;
    private final List<String> assistantTokens;

    DataText(List<AddedToken> added) {
        this.added = List.copyOf(added);
        Set<Character> found = new HashSet<>();
        for (AddedToken token : added) {
            found.add(token.text().charAt(0));
            found.add(token.text().charAt(token.text().length() - 1));
        }
        if (found.size() > CODES) {
            throw new PromptException("tokenizer.json: the added tokens begin and end with " + found.size()
                    + " different characters, expected at most " + CODES);
        }
        StringBuilder sorted = new StringBuilder();
        found.stream().sorted().forEach(sorted::append);
        this.edges = sorted.toString();
        this.assistantTokens = assistantTokens(added);
    }

    /** Text of a message. */
    String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, 0, text.length(), out);
        return out.toString();
    }

    /** Text of an assistant's turn. */
    String escapeAssistant(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int[] done = {0};
        forEachToken(text, assistantTokens, (from, to) -> {
            escape(text, done[0], from, out);
            out.append(text, from, to);
            done[0] = to;
        });
        escape(text, done[0], text.length(), out);
        return out.toString();
    }

    private void escape(String text, int from, int to, StringBuilder out) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int code = edges.indexOf(c);
            if (c == ESCAPE) {
                out.append(ESCAPE).append(ITSELF);
            } else if (code >= 0) {
                out.append(ESCAPE).append((char) (FIRST_CODE + code));
            } else {
                out.append(c);
            }
        }
    }

    /** What an engine printed, with the escaped characters put back and marked. */
    RenderedPrompt unescape(String rendered) {
        RenderedPrompt.Builder out = new RenderedPrompt.Builder(added);
        int done = 0;
        for (int i = rendered.indexOf(ESCAPE); i >= 0; i = rendered.indexOf(ESCAPE, done)) {
            out.template(rendered.substring(done, i));
            char code = i + 1 < rendered.length() ? rendered.charAt(i + 1) : 0;
            if (code == ITSELF) {
                out.data(String.valueOf(ESCAPE));
            } else if (code >= FIRST_CODE && code - FIRST_CODE < edges.length()) {
                out.data(String.valueOf(edges.charAt(code - FIRST_CODE)));
            } else {
                throw new PromptException("chat template: it cut the text of a message inside a character that stands"
                        + " for a mark of a special token, expected a template that takes messages as a whole");
            }
            done = i + 2;
        }
        return out.template(rendered.substring(done)).build();
    }

    /** The texts of the tokens that are added but not special, longest first. */
    static List<String> assistantTokens(List<AddedToken> added) {
        return added.stream()
                .filter(token -> !token.special())
                .map(AddedToken::text)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Calls back for each token in a text, from the left, without overlap. */
    static void forEachToken(String text, List<String> tokens, RangeConsumer found) {
        int i = 0;
        while (i < text.length()) {
            int length = 0;
            for (String token : tokens) {
                if (text.startsWith(token, i)) {
                    length = token.length();
                    break;
                }
            }
            if (length > 0) {
                found.accept(i, i + length);
            }
            i += Math.max(1, length);
        }
    }

    /** Takes a range of characters. */
    @FunctionalInterface
    interface RangeConsumer {
        void accept(int from, int to);
    }
}
