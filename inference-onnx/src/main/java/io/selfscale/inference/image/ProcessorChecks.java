package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;

/** What must hold of the settings before a pixel is looked at. */
final class ProcessorChecks {

    private ProcessorChecks() {}

    static ImageProcessorConfig checked(ImageProcessorConfig config) {
        if (config.patchSize() < 1 || config.temporalPatchSize() < 1 || config.mergeSize() < 1) {
            throw new IllegalArgumentException(
                    "patch_size, temporal_patch_size and merge_size must be at least 1 but were " + config.patchSize()
                            + ", " + config.temporalPatchSize() + " and " + config.mergeSize());
        }
        if (config.minArea() < 1 || config.maxArea() < config.minArea()) {
            throw new IllegalArgumentException("the areas must be at least 1, the smallest first, but were "
                    + config.minArea() + " and " + config.maxArea());
        }
        if (config.mean().size() != 3 || config.std().size() != 3) {
            throw new IllegalArgumentException("image_mean and image_std must have three channels but had "
                    + config.mean().size() + " and " + config.std().size());
        }
        for (double std : config.std()) {
            if (!(std > 0)) {
                throw new IllegalArgumentException("image_std must be above 0 but was " + config.std());
            }
        }
        return config;
    }

    static ImageProcessorConfig capped(ImageProcessorConfig config, long maxArea) {
        long side = (long) config.patchSize() * config.mergeSize();
        if (maxArea < side * side) {
            throw new IllegalArgumentException("the largest area must be at least that of one token, " + side * side
                    + " pixels, but was " + maxArea);
        }
        return new ImageProcessorConfig(
                Math.min(config.minArea(), maxArea),
                Math.min(config.maxArea(), maxArea),
                config.patchSize(),
                config.temporalPatchSize(),
                config.mergeSize(),
                config.mean(),
                config.std());
    }
}
