package io.selfscale.adapter.yaml.finding;

/**
 * A place in a file.
 *
 * @param line from 1 on
 * @param column from 1 on, in characters (Unicode code points)
 */
public record Position(int line, int column) {

    /** The beginning of a file. */
    public static final Position START = new Position(1, 1);

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "line and column must be at least 1 but were " + line + " and " + column);
        }
    }
}
