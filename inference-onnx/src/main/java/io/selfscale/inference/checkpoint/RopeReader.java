package io.selfscale.inference.checkpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rotary settings of the text decoder in both spellings: {@code rope_theta} beside {@code rope_scaling} (transformers
 * 4.x) and {@code rope_parameters} (transformers 5.x). Where both are present they must agree.
 */
final class RopeReader {

    private static final double MAX_THETA = 1e12;
    private static final List<String> BLOCKS = List.of("rope_scaling", "rope_parameters");

    /** What the two spellings say together. */
    record Rope(double theta, List<Integer> sections) {}

    private final Fields text;
    private @Nullable Double theta;
    private @Nullable List<Integer> sections;

    private RopeReader(Fields text) {
        this.text = text;
    }

    static Rope read(Fields text) {
        return new RopeReader(text).read();
    }

    private Rope read() {
        theta(text);
        for (String name : BLOCKS) {
            Fields block = text.optionalObject(name);
            if (block != null) {
                block(block);
            }
        }
        if (theta == null) {
            text.fault("rope_theta", "expected a number here or in rope_parameters but the key is missing");
        }
        if (sections == null) {
            text.fault(
                    "rope_scaling",
                    "expected mrope_section, three integers, here or in rope_parameters but the key is missing");
        }
        return new Rope(theta == null ? 1 : theta, sections == null ? List.of() : sections);
    }

    private void block(Fields block) {
        type(block, "rope_type");
        type(block, "type");
        if (block.has("mrope_interleaved") && !block.flag("mrope_interleaved", true)) {
            block.fault(
                    "mrope_interleaved",
                    "expected true: this model always interleaves the three axes, a file that says otherwise is not of"
                            + " this model");
        }
        theta(block);
        if (block.has("mrope_section")) {
            List<Integer> found = block.integers("mrope_section", 3, 3, 0, 1 << 16);
            if (sections != null && !sections.equals(found)) {
                block.fault(
                        "mrope_section", "rope_scaling and rope_parameters disagree: " + sections + " and " + found);
            }
            sections = found;
        }
    }

    private void theta(Fields where) {
        if (where.has("rope_theta")) {
            double found = where.number("rope_theta", 1, MAX_THETA);
            if (theta != null && theta != found) {
                where.fault("rope_theta", "rope_theta and rope_parameters disagree: " + theta + " and " + found);
            }
            theta = found;
        }
    }

    private static void type(Fields block, String key) {
        String type = block.text(key);
        if (type != null && !type.equals("default")) {
            block.fault(
                    key,
                    "only \"default\" is supported but found \"" + Problems.shown(type)
                            + "\"; long-context scaling such as YaRN changes the rotary frequencies and is not supported"
                            + " yet: use the original config.json");
        }
    }

    /**
     * Notes sections that do not fit the heads. The frequencies are dealt out in turn, time, row, column, until a section is used up: row takes 1, 4, 7, … and
     * column 2, 5, 8, …; what is left is time.
     */
    static void check(Fields text, List<Integer> found, int headDim) {
        int half = headDim / 2;
        int sum = found.get(0) + found.get(1) + found.get(2);
        if (sum != half) {
            text.fault("mrope_section", "expected a sum of head_dim / 2 = " + half + " but found " + found);
        } else if (1 + 3 * (found.get(1) - 1) >= half || 2 + 3 * (found.get(2) - 1) >= half) {
            text.fault(
                    "mrope_section",
                    "expected row and column sections of about a third of " + half + " but found " + found
                            + ", which cannot be interleaved");
        }
    }
}
