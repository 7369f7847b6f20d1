package io.selfscale.inference.checkpoint.tiny;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a complete random checkpoint of tens of millions of weights, with the tokenizer of the tiny model: large enough
 * that a second copy of its weights cannot hide behind what a process takes anyway. The weights are real bytes; holes
 * would stay out of memory for a reason of their own.
 */
public final class WideModel {

    private static final VisionConfig VISION =
            new VisionConfig(6, 256, 1024, 8, 1024, 3, 16, 2, 2, 2304, List.of(1, 3));

    private WideModel() {}

    /**
     * Writes the checkpoint.
     *
     * @param folder a folder that does not exist yet
     * @param type {@link ElementType#F32} or {@link ElementType#BF16}
     * @param tied whether the embedding is the head, too
     * @param layers of the decoder, at least 2; each has 16 million weights, all the rest has 27 (19 if tied)
     * @return the size of the file of the weights, in bytes
     */
    public static long write(Path folder, ElementType type, boolean tied, int layers) throws IOException {
        ModelConfig config = new ModelConfig(
                new TextConfig(8_000, 1024, 3072, layers, 16, 8, 128, 8_192, 1e-6, 5_000_000, List.of(24, 20, 20)),
                VISION,
                TinyTokenizer.id("<|image_pad|>"),
                TinyTokenizer.id("<|video_pad|>"),
                TinyTokenizer.id("<|vision_start|>"),
                TinyTokenizer.id("<|vision_end|>"),
                tied);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : TinyFiles.texts(config).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Path weights = folder.resolve("model.safetensors");
        TinyWeights.write(weights, config, 1, type);
        Files.writeString(folder.resolve("config.json"), TinyFiles.config(config, type));
        return Files.size(weights);
    }
}
