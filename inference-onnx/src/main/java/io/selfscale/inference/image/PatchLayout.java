package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.image.ImageException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Normalizes pixels and cuts them into patches, in the order of Hugging Face transformers' Qwen2-VL image processor: see
 * {@link ImagePatches}.
 */
final class PatchLayout {

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    private final int patchSize;
    private final int temporalPatchSize;
    private final int mergeSize;

    /** What each level of a channel becomes, {@code [channel, level]}. */
    private final float[] normalized;

    PatchLayout(ImageProcessorConfig config) {
        patchSize = config.patchSize();
        temporalPatchSize = config.temporalPatchSize();
        mergeSize = config.mergeSize();
        normalized = new float[CHANNELS * LEVELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            // (x / 255 - mean) / std with the factor moved into mean and std, in float32 as the reference does.
            float mean = (float) (config.mean().get(channel) * 255);
            float std = (float) (config.std().get(channel) * 255);
            for (int level = 0; level < LEVELS; level++) {
                normalized[channel * LEVELS + level] = (level - mean) / std;
            }
        }
    }

    /** Numbers of one patch. */
    int patchLength() {
        return CHANNELS * temporalPatchSize * patchSize * patchSize;
    }

    /** Returns the grid of frames of a size that {@link SmartResize} chose. */
    Grid grid(int frames, ImageSize size) {
        return new Grid(
                (frames + temporalPatchSize - 1) / temporalPatchSize,
                size.height() / patchSize,
                size.width() / patchSize);
    }

    /** Returns a direct buffer for that many patches, zero everywhere. */
    FloatBuffer allocate(long patches) {
        long bytes = patches * patchLength() * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    patches + " patches of " + patchLength()
                            + " numbers do not fit into one buffer of 2 GiB: send fewer"
                            + " or smaller images, or lower the area of each");
        }
        return ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /**
     * Writes the patches of one group of frames.
     *
     * @param frames {@code temporalPatchSize} frames of one size; the same object again where a frame is repeated
     * @param target takes the numbers at its position, which moves behind them
     */
    void write(List<RgbImage> frames, FloatBuffer target) {
        RgbImage first = frames.get(0);
        int rows = first.height() / patchSize;
        int columns = first.width() / patchSize;
        float[] patch = new float[patchLength()];
        for (int blockRow = 0; blockRow < rows; blockRow += mergeSize) {
            for (int blockColumn = 0; blockColumn < columns; blockColumn += mergeSize) {
                for (int row = blockRow; row < blockRow + mergeSize; row++) {
                    for (int column = blockColumn; column < blockColumn + mergeSize; column++) {
                        fill(frames, row * patchSize, column * patchSize, patch);
                        target.put(patch);
                    }
                }
            }
        }
    }

    private void fill(List<RgbImage> frames, int top, int left, float[] patch) {
        int plane = patchSize * patchSize;
        int channelStep = temporalPatchSize * plane;
        for (int frame = 0; frame < temporalPatchSize; frame++) {
            if (frame > 0 && frames.get(frame) == frames.get(frame - 1)) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int from = channel * channelStep + (frame - 1) * plane;
                    System.arraycopy(patch, from, patch, from + plane, plane);
                }
            } else {
                fill(frames.get(frame), top, left, patch, frame * plane, channelStep);
            }
        }
    }

    private void fill(RgbImage image, int top, int left, float[] patch, int start, int channelStep) {
        byte[] rgb = image.rgb();
        int to = start;
        for (int y = top; y < top + patchSize; y++) {
            int from = CHANNELS * (y * image.width() + left);
            for (int x = 0; x < patchSize; x++) {
                patch[to] = normalized[rgb[from] & 0xff];
                patch[to + channelStep] = normalized[LEVELS + (rgb[from + 1] & 0xff)];
                patch[to + 2 * channelStep] = normalized[2 * LEVELS + (rgb[from + 2] & 0xff)];
                to++;
                from += CHANNELS;
            }
        }
    }
}
