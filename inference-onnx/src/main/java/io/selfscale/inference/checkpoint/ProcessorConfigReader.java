package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code preprocessor_config.json} and {@code video_preprocessor_config.json}.
 *
 * <p>Areas are {@code size.shortest_edge} and {@code size.longest_edge}, or {@code min_pixels} and {@code max_pixels},
 * which mean the same and win where both are present, as in Hugging Face transformers. The defaults of the library's
 * processor classes are those of other models, so every number must be in the file; only the rate and the frame limits
 * of videos have defaults.
 */
final class ProcessorConfigReader {

    static final String IMAGE_FILE = "preprocessor_config.json";
    static final String VIDEO_FILE = "video_preprocessor_config.json";

    /** Where transformers 5.x keeps both, as {@code image_processor} and {@code video_processor}. */
    private static final String TOGETHER_FILE = "processor_config.json";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessorConfigReader.class);

    /** The areas of the released models, in frames x height x width, for a folder without the video file. */
    private static final long VIDEO_MIN_AREA = 4_096;

    private static final long VIDEO_MAX_AREA = 25_165_824;
    private static final double FRAMES_PER_SECOND = 2;
    private static final int MIN_FRAMES = 4;
    private static final int MAX_FRAMES = 768;

    private static final long MAX_AREA = 1L << 40;
    private static final int BICUBIC = 3;

    private ProcessorConfigReader() {}

    /** How images become patches; null when something is wrong, which is then noted. */
    static @Nullable ImageProcessorConfig image(Path folder, @Nullable ModelConfig model, Problems problems) {
        Fields fields = fields(folder, IMAGE_FILE, "image_processor", problems);
        if (fields != null) {
            return patches(fields, model, problems);
        }
        if (!CheckpointFiles.exists(folder.resolve(IMAGE_FILE))) {
            problems.add(
                    IMAGE_FILE,
                    "the file is missing, and there is no image_processor in " + TOGETHER_FILE
                            + "; take it from the original checkpoint");
        }
        return null;
    }

    /** How videos become patches; null when something is wrong, which is then noted. */
    static @Nullable VideoProcessorConfig video(
            Path folder, @Nullable ImageProcessorConfig image, @Nullable ModelConfig model, Problems problems) {
        long before = problems.count();
        Fields fields = fields(folder, VIDEO_FILE, "video_processor", problems);
        if (fields == null) {
            return image == null || problems.count() > before ? null : derived(image);
        }
        ImageProcessorConfig frames = patches(fields, model, problems);
        double rate = fields.number("fps", 0, 1_000, FRAMES_PER_SECOND);
        int min = fields.integer("min_frames", 1, 1 << 20, MIN_FRAMES);
        int max = fields.integer("max_frames", 1, 1 << 20, MAX_FRAMES);
        if (problems.count() == before && max < min) {
            fields.fault("max_frames", "expected at least min_frames = " + min + " but found " + max);
        }
        return frames == null || problems.count() > before ? null : new VideoProcessorConfig(frames, rate, min, max);
    }

    /** The keys of a file or, without it, of a part of the common file; null when there are none. */
    private static @Nullable Fields fields(Path folder, String own, String part, Problems problems) {
        if (CheckpointFiles.exists(folder.resolve(own))) {
            JsonNode root = Json.object(folder, own, problems);
            return root == null ? null : new Fields(own, "", root, problems);
        }
        if (CheckpointFiles.exists(folder.resolve(TOGETHER_FILE))) {
            JsonNode root = Json.object(folder, TOGETHER_FILE, problems);
            return root == null ? null : new Fields(TOGETHER_FILE, "", root, problems).optionalObject(part);
        }
        return null;
    }

    private static VideoProcessorConfig derived(ImageProcessorConfig image) {
        ImageProcessorConfig frames = new ImageProcessorConfig(
                VIDEO_MIN_AREA,
                VIDEO_MAX_AREA,
                image.patchSize(),
                image.temporalPatchSize(),
                image.mergeSize(),
                image.mean(),
                image.std());
        return new VideoProcessorConfig(frames, FRAMES_PER_SECOND, MIN_FRAMES, MAX_FRAMES);
    }

    private static @Nullable ImageProcessorConfig patches(
            Fields fields, @Nullable ModelConfig model, Problems problems) {
        long before = problems.count();
        Fields size = fields.optionalObject("size");
        long min = area(fields, size, "min_pixels", "shortest_edge");
        long max = area(fields, size, "max_pixels", "longest_edge");
        if (problems.count() == before && max < min) {
            fields.fault(
                    "size", "expected the largest area to be at least the smallest, " + min + ", but found " + max);
        }
        ImageProcessorConfig config = new ImageProcessorConfig(
                min,
                max,
                side(fields, "patch_size", model == null ? 0 : model.vision().patchSize()),
                side(
                        fields,
                        "temporal_patch_size",
                        model == null ? 0 : model.vision().temporalPatchSize()),
                side(fields, "merge_size", model == null ? 0 : model.vision().spatialMergeSize()),
                fields.channels("image_mean", -1e6, 1e6),
                fields.channels("image_std", 0, 1e6));
        fixed(fields);
        long square = (long) config.patchSize() * config.mergeSize();
        if (problems.count() == before && max < square * square) {
            fields.fault(
                    "size",
                    "expected a largest area of at least one token, " + square * square + " pixels, but found " + max);
        }
        return problems.count() > before ? null : config;
    }

    private static long area(Fields fields, @Nullable Fields size, String pixels, String edge) {
        if (!fields.has(pixels)) {
            if (size != null) {
                return size.longInteger(edge, 1, MAX_AREA);
            }
            fields.fault(
                    "size." + edge,
                    "expected an area in pixels, here or as " + pixels + ", but both keys are missing; the defaults of"
                            + " the library are those of other models, so take the file from the original checkpoint");
            return 1;
        }
        long area = fields.longInteger(pixels, 1, MAX_AREA);
        if (size != null && size.has(edge) && size.longInteger(edge, 1, MAX_AREA) != area) {
            LOG.warn("{} overrides size.{}: {} pixels", pixels, edge, area);
        }
        return area;
    }

    /** A side that {@code config.json} also states; 0 when that is not known. */
    private static int side(Fields fields, String key, int stated) {
        int found = fields.integer(key, 1, 256);
        if (stated != 0 && fields.has(key) && found != stated) {
            String there = key.equals("merge_size") ? "spatial_merge_size" : key;
            fields.fault(key, "expected " + stated + ", as vision_config." + there + " says, but found " + found);
        }
        return found;
    }

    /** What this model always does; a file that says otherwise needs other code. */
    private static void fixed(Fields fields) {
        fields.mustBe("do_resize", true);
        fields.mustBe("do_rescale", true);
        fields.mustBe("do_normalize", true);
        fields.mustBe("do_convert_rgb", true);
        fields.integer("resample", BICUBIC, BICUBIC, BICUBIC);
        fields.number("rescale_factor", 1 / 255.0 - 1e-9, 1 / 255.0 + 1e-9, 1 / 255.0);
    }
}
