package io.selfscale.inference.prompt;

/**
 * A run of ids that stands for an image or for one frame pair of a video.
 *
 * @param kind image or video
 * @param index which image or which video of the conversation, from 0
 * @param frame which frame pair of the video, from 0; 0 for an image
 * @param start the index of the first id in the prompt
 * @param rows rows of tokens
 * @param columns tokens of a row; the ids go row by row
 */
public record VisualTokens(Kind kind, int index, int frame, int start, int rows, int columns) {

    /** What a run stands for. */
    public enum Kind {
        IMAGE,
        VIDEO
    }

    public VisualTokens {
        if (start < 0 || rows < 1 || columns < 1) {
            throw new IllegalArgumentException("a run starts at 0 or later and has a row and a column but was at "
                    + start + " with " + rows + " x " + columns);
        }
    }

    /** Number of ids. */
    public int length() {
        return Math.multiplyExact(rows, columns);
    }

    /** The index after the last id. */
    public int end() {
        return Math.addExact(start, length());
    }
}
