package io.selfscale.inference.graph;

import io.selfscale.inference.checkpoint.TextConfig;
import java.nio.FloatBuffer;

/**
 * Cosines and sines of the rotary angles of tokens on three axes: time, row, column. The frequencies are dealt out to
 * the axes in turn (the interleaved layout of Qwen3-VL), what is left over reads the time.
 *
 * <p>Computed in 32 bits whatever the precision of the graph: positions above 2048 are not exact in 16 bits. Immutable;
 * safe for concurrent use.
 */
public final class TextRotary {

    private static final int AXES = 3;

    private final float[] frequencies;
    private final int[] axes;

    public TextRotary(TextConfig text) {
        int half = text.headDim() / 2;
        frequencies = new float[half];
        axes = new int[half];
        for (int index = 0; index < half; index++) {
            frequencies[index] = (float) (1 / Math.pow(text.ropeTheta(), 2.0 * index / text.headDim()));
        }
        for (int axis = 1; axis < AXES; axis++) {
            int end = AXES * text.mropeSection().get(axis);
            for (int index = axis; index < Math.min(end, half); index += AXES) {
                axes[index] = axis;
            }
        }
    }

    /**
     * Writes the angles of one token.
     *
     * @param time position on the time axis
     * @param row position on the row axis; equal to {@code time} for text
     * @param column position on the column axis; equal to {@code time} for text
     * @param cos receives {@code headDim / 2} cosines
     * @param sin receives as many sines
     */
    public void write(int time, int row, int column, FloatBuffer cos, FloatBuffer sin) {
        for (int index = 0; index < frequencies.length; index++) {
            int position = axes[index] == 0 ? time : axes[index] == 1 ? row : column;
            float angle = position * frequencies[index];
            cos.put((float) Math.cos(angle));
            sin.put((float) Math.sin(angle));
        }
    }

    /** The angle that a frequency gives a token. */
    float angle(int index, int time, int row, int column) {
        return (axes[index] == 0 ? time : axes[index] == 1 ? row : column) * frequencies[index];
    }
}
