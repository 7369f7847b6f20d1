package io.selfscale.inference.checkpoint;

import java.util.List;

/**
 * How images become patches: {@code preprocessor_config.json}.
 *
 * @param minArea smallest area after the resize, in pixels ({@code size.shortest_edge}, an area in spite of its name)
 * @param maxArea largest area after the resize, in pixels ({@code size.longest_edge})
 * @param patchSize side of a patch, in pixels
 * @param temporalPatchSize frames in a patch
 * @param mergeSize side of the square of patches that becomes one token
 * @param mean subtracted from each channel after it was scaled to [0, 1]
 * @param std divides each channel after that
 */
public record ImageProcessorConfig(
        long minArea,
        long maxArea,
        int patchSize,
        int temporalPatchSize,
        int mergeSize,
        List<Double> mean,
        List<Double> std) {

    public ImageProcessorConfig {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
