package io.selfscale.inference.prompt;

import java.nio.file.Path;
import java.util.Arrays;

/** The main class of a process that only reads a tokenizer and uses it. */
final class OpensTokenizer {

    private OpensTokenizer() {}

    public static void main(String[] arguments) {
        try (Tokenizer tokenizer = Tokenizer.open(Path.of(arguments[0]))) {
            String text = "he the <|im_end|>";
            if (!tokenizer.decode(tokenizer.encode(text)).equals(text)) {
                throw new IllegalStateException(Arrays.toString(tokenizer.encode(text)));
            }
        }
    }
}
