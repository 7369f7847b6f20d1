package io.selfscale.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.selfscale.inference.checkpoint.ImageProcessorConfig;
import io.selfscale.inference.checkpoint.VideoProcessorConfig;
import io.selfscale.inference.golden.GoldenFolder;
import io.selfscale.inference.golden.GoldenTensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares with what the reference stored: resized images to the bit, patches within the tolerance of the case. */
class GoldenImageTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults(), System::nanoTime);

    @Test
    void agreesWithTheReference() throws IOException {
        List<Path> cases = GoldenFolder.cases();
        assumeFalse(cases.isEmpty(), "no golden cases: set -Dselfscale.golden=<folder>");
        for (Path folder : cases) {
            JsonNode description = json(folder.resolve("case.json"));
            double tolerance = description.at("/tolerance/pixels").asDouble(1e-6);
            if (description.has("batch")) {
                int row = 0;
                for (JsonNode conversation : description.get("batch")) {
                    check(folder, folder.resolve("row" + row++), conversation, tolerance);
                }
            } else {
                check(folder, folder, description, tolerance);
            }
        }
    }

    private void check(Path folder, Path expected, JsonNode conversation, double tolerance) throws IOException {
        List<RgbImage> images = new ArrayList<>();
        FloatBuffer videos = FloatBuffer.allocate(0);
        for (JsonNode message : conversation.get("messages")) {
            for (JsonNode part : message.get("content")) {
                String type = part.path("type").asString("");
                if (type.equals("image")) {
                    images.add(image(folder, part.get("image")));
                } else if (type.equals("image_url")) {
                    images.add(image(folder, part.at("/image_url/url")));
                } else if (type.equals("video")) {
                    List<RgbImage> frames = new ArrayList<>();
                    for (JsonNode frame : part.get("video")) {
                        frames.add(image(folder, frame));
                    }
                    ImageProcessorConfig config = config(folder.resolve("checkpoint/video_preprocessor_config.json"));
                    videos = joined(
                            videos,
                            new VideoProcessor(new VideoProcessorConfig(config, 2, 4, 768))
                                    .process(frames, Runnable::run)
                                    .values());
                }
            }
        }
        GoldenTensors tensors = GoldenTensors.read(expected.resolve("expected.safetensors"));
        if (!images.isEmpty()) {
            ImageProcessorConfig config = config(folder.resolve("checkpoint/preprocessor_config.json"));
            checkResized(folder, expected, images, config);
            PatchBatch batch = new ImageProcessor(config).processAll(images, Runnable::run);
            compare(folder, batch.values(), tensors.floats("pixel_values"), tolerance);
        }
        if (videos.hasRemaining()) {
            compare(folder, videos, tensors.floats("pixel_values_videos"), tolerance);
        }
    }

    private static void checkResized(Path folder, Path expected, List<RgbImage> images, ImageProcessorConfig config)
            throws IOException {
        Path file = expected.resolve("expected_pillow.safetensors");
        if (!Files.exists(file)) {
            return;
        }
        GoldenTensors resized = GoldenTensors.read(file);
        for (int i = 0; i < images.size(); i++) {
            RgbImage image = images.get(i);
            ImageSize size = SmartResize.ofImage(image.width(), image.height(), config);
            String name = "resized." + i;
            assertThat(resized.shape(name)).as("%s %s", folder, name).containsExactly(size.height(), size.width(), 3);
            assertThat(BicubicResizer.resize(image, size).rgb())
                    .as("%s %s", folder, name)
                    .isEqualTo(resized.bytes(name));
        }
    }

    private static void compare(Path folder, FloatBuffer values, float[] expected, double tolerance) {
        assertThat(values.remaining()).as("%s", folder).isEqualTo(expected.length);
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((double) values.get(i) - expected[i]));
        }
        assertThat(largest).as("largest difference in %s", folder).isLessThanOrEqualTo(tolerance);
    }

    private static FloatBuffer joined(FloatBuffer first, FloatBuffer second) {
        return FloatBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    private RgbImage image(Path folder, JsonNode path) throws IOException {
        return decoder.decode(Files.readAllBytes(folder.resolve(path.asString())));
    }

    private static ImageProcessorConfig config(Path file) throws IOException {
        JsonNode node = json(file);
        return new ImageProcessorConfig(
                node.at("/size/shortest_edge").asLong(),
                node.at("/size/longest_edge").asLong(),
                node.get("patch_size").asInt(),
                node.get("temporal_patch_size").asInt(),
                node.get("merge_size").asInt(),
                numbers(node.get("image_mean")),
                numbers(node.get("image_std")));
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }
}
