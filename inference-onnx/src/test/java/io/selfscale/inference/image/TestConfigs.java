package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.checkpoint.VideoProcessorConfig;
import java.util.List;

/** The settings of the public checkpoints, and images made of numbers. */
final class TestConfigs {

    static final ImageProcessorConfig IMAGE = image(65536, 16777216);
    static final VideoProcessorConfig VIDEO = new VideoProcessorConfig(image(4096, 25165824), 2, 4, 768);

    private TestConfigs() {}

    static ImageProcessorConfig image(long minArea, long maxArea) {
        return new ImageProcessorConfig(minArea, maxArea, 16, 2, 2, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));
    }

    /** An image of numbers from a linear congruential generator, so that other languages can make the same. */
    static RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        int state = 12345;
        for (int i = 0; i < rgb.length; i++) {
            state = state * 1103515245 + 12345 & 0x7fffffff;
            rgb[i] = (byte) (state >> 16);
        }
        return new RgbImage(width, height, rgb);
    }
}
