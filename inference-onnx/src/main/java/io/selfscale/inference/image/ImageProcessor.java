package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Turns images into patches: the size of {@link SmartResize}, the filter of {@link BicubicResizer}, normalized, in the order
 * of {@link ImagePatches}. The numbers are those of Hugging Face transformers with its Pillow back end. Immutable; safe for
 * concurrent use.
 */
public final class ImageProcessor {

    private final ImageProcessorConfig config;
    private final PatchLayout layout;

    /**
     * Makes a processor.
     *
     * @param config the settings of the checkpoint
     * @throws IllegalArgumentException if a size or an area in it is below 1, or mean or std are not of three channels
     */
    public ImageProcessor(ImageProcessorConfig config) {
        this.config = ProcessorChecks.checked(config);
        this.layout = new PatchLayout(config);
    }

    /**
     * Returns a processor for a request that asks for fewer pixels.
     *
     * <p>The cap lowers the largest area, and the smallest with it where it must; it never raises one.
     *
     * @param maxArea largest area after the resize, in pixels, at least that of one token
     * @throws IllegalArgumentException if one token has a larger area
     */
    public ImageProcessor withMaxArea(long maxArea) {
        return new ImageProcessor(ProcessorChecks.capped(config, maxArea));
    }

    /**
     * Returns the grid that an image of a size gets; its tokens are known before the image is decoded.
     *
     * @param width columns of the upright image, in pixels, at least 1
     * @param height rows, at least 1
     * @throws ImageException if one side is more than 200 times the other
     */
    public Grid grid(int width, int height) {
        return layout.grid(1, SmartResize.ofImage(width, height, config));
    }

    /**
     * Returns the patches of an image, in a new direct buffer.
     *
     * @throws ImageException if its shape is not taken, or the patches do not fit into one buffer
     */
    public ImagePatches process(RgbImage image) {
        Grid grid = grid(image.width(), image.height());
        FloatBuffer values = layout.allocate(grid.patches());
        write(image, values);
        return new ImagePatches(grid, values.flip());
    }

    /**
     * Writes the patches of an image into a buffer of the caller.
     *
     * @param image the image
     * @param target takes {@code grid.patches() * 3 * temporalPatchSize * patchSize * patchSize} numbers at its position,
     *     which moves behind them
     * @return the image's grid
     * @throws ImageException if its shape is not taken
     * @throws java.nio.BufferOverflowException if less remains in the buffer
     */
    public Grid write(RgbImage image, FloatBuffer target) {
        ImageSize size = SmartResize.ofImage(image.width(), image.height(), config);
        RgbImage resized = BicubicResizer.resize(image, size);
        layout.write(Collections.nCopies(config.temporalPatchSize(), resized), target);
        return layout.grid(1, size);
    }

    /**
     * Returns the patches of several images behind one another, in a new direct buffer; the images are worked on at once.
     *
     * @param images at least one
     * @param executor runs one task for each image; this call waits for them, so it must not be a task of a full pool itself
     * @throws ImageException if the shape of an image is not taken, or the patches do not fit into one buffer
     */
    public PatchBatch processAll(List<RgbImage> images, Executor executor) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one image but there was none");
        }
        List<Grid> grids = new ArrayList<>();
        long patches = 0;
        for (RgbImage image : images) {
            Grid grid = grid(image.width(), image.height());
            grids.add(grid);
            patches += grid.patches();
        }
        FloatBuffer values = layout.allocate(patches);
        List<Runnable> tasks = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < images.size(); i++) {
            RgbImage image = images.get(i);
            int length = grids.get(i).patches() * layout.patchLength();
            FloatBuffer slice = values.slice(from, length);
            tasks.add(() -> {
                Grid unused = write(image, slice);
            });
            from += length;
        }
        ParallelTasks.runAll(tasks, executor);
        return new PatchBatch(grids, values);
    }
}
