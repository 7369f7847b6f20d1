package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.option.OptionValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The policies that the demo can run. */
enum PolicyChoice {
    /** The founding policy table: busy share, latency and connections, each with its thresholds and windows. */
    FOUNDING("founding"),
    /** Keeps the busy share at a target value, by the rules of the Horizontal Pod Autoscaler. */
    TARGET_TRACKING("target-tracking");

    private final String word;

    PolicyChoice(String word) {
        this.word = word;
    }

    /** Returns the word used on the command line. */
    String word() {
        return word;
    }

    /** Returns the choice that a word of the command line stands for. */
    static PolicyChoice of(OptionValue value) {
        for (PolicyChoice choice : values()) {
            if (choice.word.equals(value.text().strip())) {
                return choice;
            }
        }
        throw value.refuse(Arrays.stream(values()).map(PolicyChoice::word).collect(Collectors.joining(" or ", "", "")));
    }
}
