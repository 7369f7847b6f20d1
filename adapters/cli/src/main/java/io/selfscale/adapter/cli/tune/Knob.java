package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Parameter;

/** What can be changed in a policy file. */
sealed interface Knob {

    /** Returns what the search knows of it; its name is the path in the file. */
    Parameter parameter();

    /** Returns a value as it is written. */
    String written(double value);

    /**
     * A number.
     *
     * @param parameter its range
     * @param notation how it is written
     * @param original how it is written in the file
     * @param offset where it stands in the text, quotes excluded
     */
    record Numeral(Parameter parameter, Notation notation, String original, int offset) implements Knob {
        @Override
        public String written(double value) {
            return value == parameter.given() ? original : notation.write(value);
        }
    }

    /**
     * A policy that is followed, or is made a comment.
     *
     * @param parameter its name
     * @param from first line of it in the text, from 0
     * @param to line after its last
     * @param column where its dash is, from 0
     */
    record Switch(Parameter parameter, int from, int to, int column) implements Knob {
        @Override
        public String written(double value) {
            return value == 0 ? "off" : "on";
        }
    }
}
