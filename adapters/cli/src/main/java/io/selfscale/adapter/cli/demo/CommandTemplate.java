package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.option.OptionValue;
import java.util.ArrayList;
import java.util.List;

/** Splits a command given as one text into its words. */
final class CommandTemplate {

    private CommandTemplate() {}

    /**
     * Returns the words, which are separated by white space; single or double quotes hold a word together.
     *
     * @throws io.selfscale.adapter.cli.failure.UsageException if a quote is not closed, or there is no word
     */
    static List<String> words(OptionValue value) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (char c : value.text().toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw value.refuse("a command whose quotes are closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw value.refuse("a command such as 'java -jar worker.jar --port {port}'");
        }
        return List.copyOf(words);
    }
}
