package io.selfscale.inference.golden;

import io.selfscale.inference.generate.Video;
import io.selfscale.inference.image.ImageDecoder;
import io.selfscale.inference.image.ImageLimits;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Part;
import io.selfscale.inference.prompt.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One conversation and what the reference made of it.
 *
 * @param name the folder, and the row of a batch
 * @param checkpoint the folder of the model
 * @param messages the conversation
 * @param images its images as they decode
 * @param videos its videos as they decode
 * @param maxNewTokens most tokens of the answer
 * @param tolerance largest differences by what is compared
 * @param expected integers and texts
 * @param tensors what was computed
 * @param resized images as Pillow makes them smaller
 */
public record GoldenCase(
        String name,
        Path checkpoint,
        List<Message> messages,
        List<RgbImage> images,
        List<Video> videos,
        int maxNewTokens,
        JsonNode tolerance,
        JsonNode expected,
        Map<String, GoldenTensor> tensors,
        Map<String, GoldenTensor> resized) {

    /** All cases of the {@link GoldenFolder}. */
    public static List<GoldenCase> all() throws IOException {
        List<GoldenCase> cases = new ArrayList<>();
        for (Path folder : GoldenFolder.cases()) {
            cases.addAll(read(folder));
        }
        return cases;
    }

    private static String nameOf(Path folder) {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }

    private static List<GoldenCase> read(Path folder) throws IOException {
        JsonNode given = JsonMapper.shared().readTree(Files.readAllBytes(folder.resolve("case.json")));
        if (!given.has("batch")) {
            return List.of(read(folder, folder, given, given, nameOf(folder)));
        }
        List<GoldenCase> rows = new ArrayList<>();
        for (int row = 0; row < given.get("batch").size(); row++) {
            rows.add(read(
                    folder,
                    folder.resolve("row" + row),
                    given,
                    given.get("batch").get(row),
                    nameOf(folder) + "/row" + row));
        }
        return rows;
    }

    private static GoldenCase read(Path folder, Path results, JsonNode given, JsonNode conversation, String name)
            throws IOException {
        List<RgbImage> images = new ArrayList<>();
        List<Video> videos = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : conversation.get("messages")) {
            List<Part> parts = new ArrayList<>();
            JsonNode content = message.get("content");
            if (content.isString()) {
                parts.add(new Part.Text(content.asString()));
            } else {
                for (JsonNode part : content) {
                    parts.add(part(folder, part, images, videos));
                }
            }
            messages.add(new Message(Role.valueOf(message.get("role").asString().toUpperCase(Locale.ROOT)), parts));
        }
        return new GoldenCase(
                name,
                folder.resolve("checkpoint"),
                messages,
                images,
                videos,
                given.get("max_new_tokens").asInt(),
                given.get("tolerance"),
                JsonMapper.shared().readTree(Files.readAllBytes(results.resolve("expected.json"))),
                GoldenTensor.read(results.resolve("expected.safetensors")),
                GoldenTensor.read(results.resolve("expected_pillow.safetensors")));
    }

    private static Part part(Path folder, JsonNode part, List<RgbImage> images, List<Video> videos) throws IOException {
        if (part.has("video")) {
            List<RgbImage> frames = new ArrayList<>();
            for (JsonNode frame : part.get("video")) {
                frames.add(decode(folder.resolve(frame.asString())));
            }
            List<Integer> numbers = new ArrayList<>();
            part.get("frames_indices").forEach(number -> numbers.add(number.asInt()));
            videos.add(new Video(frames, numbers, part.get("fps").asDouble()));
            return new Part.Video("video");
        }
        JsonNode source =
                part.has("image") ? part.get("image") : part.path("image_url").path("url");
        if (source.isString()) {
            images.add(decode(folder.resolve(source.asString())));
            return new Part.Image(source.asString());
        }
        return new Part.Text(part.get("text").asString());
    }

    private static RgbImage decode(Path file) throws IOException {
        return new ImageDecoder(ImageLimits.defaults(), System::nanoTime).decode(Files.readAllBytes(file));
    }

    /** A tensor that the case must have. */
    public GoldenTensor tensor(String key) {
        return Objects.requireNonNull(tensors.get(key), key);
    }

    /** A largest difference, in the words of the case. */
    public double tolerance(String key) {
        // A case without pictures need not say what files change.
        String usual = key.replace("_end_to_end", "");
        return tolerance.path(tolerance.has(key) ? key : usual).asDouble(Double.NaN);
    }

    @Override
    public String toString() {
        return name;
    }
}
