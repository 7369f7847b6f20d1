package io.selfscale.inference.checkpoint;

import java.util.Collection;
import java.util.List;

/**
 * Maps the names that the files use to one canonical set: {@code model.visual.…}, {@code model.language_model.…} and
 * {@code lm_head.weight}. Files of different origin drop the leading {@code model.}, or keep the text decoder under
 * {@code language_model.model.} or directly under {@code model.}.
 */
final class TensorNames {

    static final String VISION = "model.visual.";
    static final String TEXT = "model.language_model.";
    static final String HEAD = "lm_head.weight";
    static final String EMBEDDING = TEXT + "embed_tokens.weight";

    private static final List<String> HEADS = List.of("lm_head.", "language_model.lm_head.", "model.lm_head.");
    private static final List<String> TEXTS = List.of("language_model.model.", "language_model.");

    /** Whether {@code model.} alone means the text decoder: only where no name says so in full. */
    private final boolean bareModelIsText;

    TensorNames(Collection<String> all) {
        bareModelIsText = all.stream().noneMatch(name -> name.startsWith(TEXT));
    }

    /** The canonical name; a name of no known form stays as it is. */
    String canonical(String name) {
        for (String head : HEADS) {
            if (name.startsWith(head)) {
                return "lm_head." + name.substring(head.length());
            }
        }
        if (name.startsWith(VISION) || name.startsWith(TEXT)) {
            return name;
        }
        if (name.startsWith("visual.")) {
            return "model." + name;
        }
        for (String text : TEXTS) {
            if (name.startsWith(text)) {
                return TEXT + name.substring(text.length());
            }
        }
        if (bareModelIsText && name.startsWith("model.")) {
            return TEXT + name.substring("model.".length());
        }
        return name;
    }
}
