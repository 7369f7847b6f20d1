package io.selfscale.inference.checkpoint.tiny;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a Qwen3-VL checkpoint of under 2 MB with random weights: it loads and answers like a real one, and says nothing
 * sensible. Its sizes reach every branch: heads wider together than the model, grouped keys, more layers than taps, taps
 * that are not the last block, a vision head whose width is no power of two, rows of the embedding without a token.
 */
public final class TinyModel {

    private static final TextConfig TEXT = new TextConfig(
            TinyTokenizer.VOCABULARY_SIZE, 48, 80, 4, 4, 2, 16, 8_192, 1e-6, 5_000_000, List.of(4, 2, 2));

    private static final VisionConfig VISION = new VisionConfig(5, 48, 56, 2, 48, 3, 16, 2, 2, 36, List.of(1, 3));

    /** The sizes and token ids of every tiny model. */
    static final ModelConfig CONFIG = new ModelConfig(
            TEXT,
            VISION,
            TinyTokenizer.id("<|image_pad|>"),
            TinyTokenizer.id("<|video_pad|>"),
            TinyTokenizer.id("<|vision_start|>"),
            TinyTokenizer.id("<|vision_end|>"),
            false);

    private TinyModel() {}

    /**
     * Writes the checkpoint with float32 weights.
     *
     * @param folder a folder that is empty or does not exist yet
     * @param seed of the weights: the same seed gives the same bytes, on every machine and Java version
     * @throws IllegalArgumentException if the folder holds something or is no folder
     * @throws UncheckedIOException if a file cannot be written
     * @throws io.selfscale.inference.checkpoint.CheckpointException if the weights cannot be written
     */
    public static void write(Path folder, long seed) {
        write(folder, seed, ElementType.F32);
    }

    /**
     * Writes the checkpoint; bfloat16 weights are those of float32, rounded.
     *
     * @param type {@link ElementType#F32} or {@link ElementType#BF16}
     * @throws IllegalArgumentException if the folder holds something or is no folder, or the type is another one
     * @see #write(Path, long)
     */
    public static void write(Path folder, long seed, ElementType type) {
        if (type != ElementType.F32 && type != ElementType.BF16) {
            throw new IllegalArgumentException("the type must be F32 or BF16 but was " + type);
        }
        try {
            empty(folder);
            for (Map.Entry<String, String> file : TinyFiles.texts(CONFIG).entrySet()) {
                text(folder, file.getKey(), file.getValue());
            }
            TinyWeights.write(folder.resolve("model.safetensors"), CONFIG, seed, type);
            // Last, so that a folder that was left half-written is no checkpoint.
            text(folder, "config.json", TinyFiles.config(CONFIG, type));
        } catch (IOException e) {
            throw new UncheckedIOException("the tiny model cannot be written to " + folder, e);
        }
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(
                        "expected a folder to write the tiny model to but found a file: " + folder);
            }
            try (Stream<Path> children = Files.list(folder)) {
                if (children.findAny().isPresent()) {
                    throw new IllegalArgumentException(
                            "expected an empty folder, nothing is ever overwritten, but something is in " + folder);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private static void text(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }
}
