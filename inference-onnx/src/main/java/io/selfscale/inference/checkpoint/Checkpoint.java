package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.Map;

/**
 * A checkpoint folder in the Hugging Face layout, read and checked; no weight has been read.
 *
 * @param folder the folder as it was named
 * @param config the sizes and token ids
 * @param generation defaults for sampling
 * @param image how images become patches
 * @param video how videos become patches
 * @param chatTemplate the text of the Jinja template of a conversation
 * @param tokenizer the file {@code tokenizer.json}
 * @param tensors every tensor of the model by its canonical name; {@code lm_head.weight} is absent when tied
 */
public record Checkpoint(
        Path folder,
        ModelConfig config,
        GenerationConfig generation,
        ImageProcessorConfig image,
        VideoProcessorConfig video,
        String chatTemplate,
        Path tokenizer,
        Map<String, TensorLocation> tensors) {

    public Checkpoint {
        tensors = Map.copyOf(tensors);
    }
}
