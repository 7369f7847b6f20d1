package io.selfscale.inference.image;

import java.time.Duration;

/**
 * What decoding one image may cost.
 *
 * @param maxBytes most bytes of the encoded image, at least 1
 * @param maxPixels most pixels that its header may promise, from 1 to {@value #MOST_PIXELS}; decoding needs up to about 15 bytes
 *     of memory for each
 * @param maxTime longest time that decoding may take, above zero
 */
public record ImageLimits(long maxBytes, long maxPixels, Duration maxTime) {

    /** Three bytes of each must fit into one array. */
    public static final long MOST_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    public ImageLimits {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1 but was " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("maxPixels must be from 1 to " + MOST_PIXELS + " but was " + maxPixels);
        }
        if (maxTime.isZero() || maxTime.isNegative()) {
            throw new IllegalArgumentException("maxTime must be above zero but was " + maxTime);
        }
    }

    /**
     * Returns 32 MiB, 67,108,864 pixels (four times the largest area that Qwen3-VL looks at, and more than a camera of
     * 64 megapixels makes) and ten seconds.
     */
    public static ImageLimits defaults() {
        return new ImageLimits(32L << 20, 64L << 20, Duration.ofSeconds(10));
    }
}
