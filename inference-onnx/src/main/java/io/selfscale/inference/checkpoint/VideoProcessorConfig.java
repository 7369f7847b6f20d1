package io.selfscale.inference.checkpoint;

/**
 * How videos become patches: {@code video_preprocessor_config.json}.
 *
 * @param frames how a frame becomes patches; its areas are limits of {@code frames * height * width}
 * @param framesPerSecond how many frames of a second of video are looked at
 * @param minFrames least frames to look at
 * @param maxFrames most frames to look at
 */
public record VideoProcessorConfig(ImageProcessorConfig frames, double framesPerSecond, int minFrames, int maxFrames) {}
