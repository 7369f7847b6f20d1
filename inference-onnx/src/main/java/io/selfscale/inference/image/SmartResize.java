package io.selfscale.inference.image;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.image.ImageException.Reason;

/**
 * Chooses the size that an image or the frames of a video are resized to: {@code smart_resize} of Hugging Face transformers
 * (Qwen2-VL for images, Qwen3-VL for videos). Sides become multiples of patch times merge size and areas come within the
 * limits; the aspect ratio stays as near as that allows. Pure.
 */
public final class SmartResize {

    /** The longer side over the shorter one, at most. */
    private static final int MOST_RATIO = 200;

    private SmartResize() {}

    /**
     * Returns the size of an image after the resize.
     *
     * @param width columns of the image, in pixels, at least 1
     * @param height rows of the image, in pixels, at least 1
     * @param config whose areas are those of one image
     * @return multiples of {@code patchSize * mergeSize}
     * @throws ImageException if one side is more than 200 times the other
     */
    public static ImageSize ofImage(int width, int height, ImageProcessorConfig config) {
        return resize(1, 1, width, height, config);
    }

    /**
     * Returns the size of each frame of a video after the resize.
     *
     * @param frames frames that are looked at, before an odd number is made even; at least {@code temporalPatchSize}
     * @param width columns of a frame, in pixels, at least 1
     * @param height rows of a frame, in pixels, at least 1
     * @param config whose areas are those of all frames together
     * @return multiples of {@code patchSize * mergeSize}
     * @throws ImageException if there are too few frames, or one side is more than 200 times the other
     */
    public static ImageSize ofVideo(int frames, int width, int height, ImageProcessorConfig config) {
        int group = config.temporalPatchSize();
        if (frames < group) {
            throw new ImageException(
                    Reason.UNSUPPORTED,
                    "a video has at least " + group + " frames but there " + (frames == 1 ? "was 1" : "were " + frames)
                            + ": send more, or send it as an image");
        }
        int factor = config.patchSize() * config.mergeSize();
        int wide = width;
        int high = height;
        if (width < factor || height < factor) {
            // The video form enlarges small frames first; the image form does not.
            double scale = Math.max((double) factor / height, (double) factor / width);
            wide = (int) (width * scale);
            high = (int) (height * scale);
        }
        return resize(frames, Math.rint((double) frames / group) * group, wide, high, config);
    }

    private static ImageSize resize(
            int frames, double roundedFrames, int width, int height, ImageProcessorConfig config) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one column and row but was " + width + " x " + height);
        }
        if ((double) Math.max(width, height) / Math.min(width, height) > MOST_RATIO) {
            throw new ImageException(
                    Reason.UNSUPPORTED,
                    "one side may be at most " + MOST_RATIO + " times the other, but the image is " + width + " x "
                            + height + ": cut it into parts");
        }
        int factor = config.patchSize() * config.mergeSize();
        // rint rounds halves to even, as the reference does. Whole numbers in doubles are exact here.
        double wide = Math.rint((double) width / factor) * factor;
        double high = Math.rint((double) height / factor) * factor;
        double area = roundedFrames * wide * high;
        double original = (double) frames * width * height;
        if (area > config.maxArea()) {
            double shrink = Math.sqrt(original / config.maxArea());
            wide = Math.max(factor, Math.floor(width / shrink / factor) * factor);
            high = Math.max(factor, Math.floor(height / shrink / factor) * factor);
        } else if (area < config.minArea()) {
            double grow = Math.sqrt(config.minArea() / original);
            wide = Math.ceil(width * grow / factor) * factor;
            high = Math.ceil(height * grow / factor) * factor;
        }
        return new ImageSize((int) wide, (int) high);
    }
}
