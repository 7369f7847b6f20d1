package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

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
 * @param tensors every tensor of the model by its canonical name, in the order of names; {@code lm_head.weight} is absent
 *     when tied
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
        // Sorted, because Map.copyOf has another order in every process and graphs must come out the same.
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /**
     * Reads and checks a checkpoint folder: configuration, processors, tokenizer, chat template and the headers of the
     * weight files. Takes a fraction of a second and a few MB of memory, whatever the size of the weights, which are not
     * read. Folders of the Hugging Face cache, whose files are links, work as they are.
     *
     * <p>The head is the embedding matrix if {@code config.json} ties them, at the top or in {@code text_config}, and the
     * files hold no {@code lm_head.weight}. If they hold one it is used, tied or not: whether it equals the embedding is
     * not known without reading weights, and where it does the result is the same.
     *
     * @param folder the folder with {@code config.json}
     * @throws CheckpointException with every problem found: a missing or damaged file, an unsupported model, sizes that
     *     do not fit each other, tensors that are missing or have another shape
     */
    public static Checkpoint open(Path folder) {
        return CheckpointReader.read(folder);
    }

    /**
     * Where a tensor lies.
     *
     * @param name its canonical name
     * @throws IllegalArgumentException if the model has no such tensor
     */
    public TensorLocation tensor(String name) {
        TensorLocation tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the checkpoint " + folder + " has no tensor " + name);
        }
        return tensor;
    }

    /** The digest of the folder as it is now: {@link CheckpointDigest#of}. */
    public String digest() {
        return CheckpointDigest.of(folder);
    }
}
