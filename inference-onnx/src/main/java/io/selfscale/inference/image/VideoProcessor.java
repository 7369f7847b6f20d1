package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.checkpoint.VideoProcessorConfig;
import io.selfscale.inference.image.ImageException.Reason;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Turns the frames of a video into patches, as {@link ImageProcessor} does with images, but with areas that count for all
 * frames together and with frames that differ inside a patch. Which frames to look at says {@link FrameSampling}. Immutable;
 * safe for concurrent use.
 */
public final class VideoProcessor {

    private final ImageProcessorConfig config;
    private final PatchLayout layout;

    /**
     * Makes a processor.
     *
     * @param config the settings of the checkpoint
     * @throws IllegalArgumentException if a size or an area in it is below 1, or mean or std are not of three channels
     */
    public VideoProcessor(VideoProcessorConfig config) {
        this(config.frames());
    }

    private VideoProcessor(ImageProcessorConfig config) {
        this.config = ProcessorChecks.checked(config);
        this.layout = new PatchLayout(config);
    }

    /**
     * Returns a processor for a request that asks for fewer pixels.
     *
     * @param maxArea largest sum of the areas of all frames after the resize, in pixels, at least that of one token
     * @throws IllegalArgumentException if one token has a larger area
     */
    public VideoProcessor withMaxArea(long maxArea) {
        return new VideoProcessor(ProcessorChecks.capped(config, maxArea));
    }

    /**
     * Returns the grid that frames of a size get.
     *
     * @param frames frames that are looked at, at least {@code temporalPatchSize}
     * @param width columns of a frame, in pixels, at least 1
     * @param height rows, at least 1
     * @throws ImageException if there are too few frames, or one side is more than 200 times the other
     */
    public Grid grid(int frames, int width, int height) {
        return layout.grid(frames, SmartResize.ofVideo(frames, width, height, config));
    }

    /**
     * Returns the patches of a video, in a new direct buffer; an odd number of frames is made even by repeating the last.
     *
     * @param frames the frames that were sampled, in order, all of one size
     * @param executor runs one task for each pair of frames; this call waits for them, so it must not be a task of a full
     *     pool itself. {@code Runnable::run} for none
     * @throws ImageException if there are too few frames, their sizes differ, their shape is not taken, or the patches do not
     *     fit into one buffer
     */
    public ImagePatches process(List<RgbImage> frames, Executor executor) {
        int group = config.temporalPatchSize();
        int width = frames.isEmpty() ? 1 : frames.get(0).width();
        int height = frames.isEmpty() ? 1 : frames.get(0).height();
        for (int i = 0; i < frames.size(); i++) {
            RgbImage frame = frames.get(i);
            if (frame.width() != width || frame.height() != height) {
                throw new ImageException(
                        Reason.UNSUPPORTED,
                        "the frames of a video have one size, but frame 0 is " + width + " x " + height + " and frame "
                                + i + " is " + frame.width() + " x " + frame.height() + ": resize them first");
            }
        }
        ImageSize size = SmartResize.ofVideo(frames.size(), width, height, config);
        Grid grid = layout.grid(frames.size(), size);
        FloatBuffer values = layout.allocate(grid.patches());
        int length = grid.rows() * grid.columns() * layout.patchLength();
        List<Runnable> tasks = new ArrayList<>();
        for (int pair = 0; pair < grid.frames(); pair++) {
            FloatBuffer slice = values.slice(pair * length, length);
            int first = pair * group;
            tasks.add(() -> layout.write(resized(frames, first, group, size), slice));
        }
        ParallelTasks.runAll(tasks, executor);
        return new ImagePatches(grid, values);
    }

    private static List<RgbImage> resized(List<RgbImage> frames, int first, int group, ImageSize size) {
        List<RgbImage> resized = new ArrayList<>();
        for (int i = first; i < first + group; i++) {
            // Beyond the end the last frame counts again, the same object.
            resized.add(
                    i < frames.size() ? BicubicResizer.resize(frames.get(i), size) : resized.get(resized.size() - 1));
        }
        return resized;
    }
}
