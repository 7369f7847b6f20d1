package io.selfscale.inference.prompt;

import java.util.List;

/**
 * The positions of a prompt on the three axes of the rotary embedding. The arrays are not copied: do not change them.
 *
 * <p>Source: {@code get_rope_index} of the Qwen3-VL model of Hugging Face transformers. Text advances all axes by one. An
 * image, or a frame pair of a video, keeps the time axis still, counts rows and columns on the others, and then advances
 * by the longer side.
 *
 * @param time the time axis, one for each id
 * @param row the row axis
 * @param column the column axis
 * @param ropeDelta what must be added to the number of ids before a later token to get its position; at most 0
 */
@SuppressWarnings("ArrayRecordComponent") // long, and handed to the model as they are
public record Positions(int[] time, int[] row, int[] column, int ropeDelta) {

    /**
     * Computes positions.
     *
     * @param length number of ids
     * @param visual the runs of ids that stand for images and frame pairs, in order, without overlap
     * @return the positions
     * @throws IllegalArgumentException if the runs overlap, are out of order or end behind {@code length}
     */
    public static Positions of(int length, List<VisualTokens> visual) {
        int[] time = new int[length];
        int[] row = new int[length];
        int[] column = new int[length];
        int current = 0;
        int i = 0;
        for (VisualTokens run : visual) {
            if (run.start() < i || run.end() > length) {
                throw new IllegalArgumentException("runs are in order and within " + length + " ids but one goes from "
                        + run.start() + " to " + run.end() + " after " + i);
            }
            for (; i < run.start(); i++, current++) {
                time[i] = row[i] = column[i] = current;
            }
            for (int r = 0; r < run.rows(); r++) {
                for (int c = 0; c < run.columns(); c++, i++) {
                    time[i] = current;
                    row[i] = current + r;
                    column[i] = current + c;
                }
            }
            current += Math.max(run.rows(), run.columns());
        }
        for (; i < length; i++, current++) {
            time[i] = row[i] = column[i] = current;
        }
        return new Positions(time, row, column, current - length);
    }
}
