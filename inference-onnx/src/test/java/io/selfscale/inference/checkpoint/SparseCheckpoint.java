package io.selfscale.inference.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a checkpoint folder of any size whose weights are holes in the files: all headers are there, no weight takes
 * room on the disk.
 */
public final class SparseCheckpoint {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SparseCheckpoint() {}

    /** The sizes of a released dense model: "2B", "4B", "8B" or "32B". */
    public static ModelConfig released(String size) {
        return switch (size) {
            case "2B" -> model(2048, 28, 16, 6144, vision(24, 1024, 4096, 2048, List.of(5, 11, 17)), true);
            case "4B" -> model(2560, 36, 32, 9728, vision(24, 1024, 4096, 2560, List.of(5, 11, 17)), true);
            case "8B" -> model(4096, 36, 32, 12288, vision(27, 1152, 4304, 4096, List.of(8, 16, 24)), false);
            case "32B" -> model(5120, 64, 64, 25600, vision(27, 1152, 4304, 5120, List.of(8, 16, 24)), false);
            default -> throw new IllegalArgumentException("no released model of size " + size);
        };
    }

    /** A model of a few tensors, with the token ids of the released ones. */
    public static ModelConfig small(boolean tied) {
        TextConfig text = new TextConfig(151_936, 48, 80, 2, 4, 2, 16, 4096, 1e-6, 5e6, List.of(4, 2, 2));
        return new ModelConfig(
                text,
                new VisionConfig(3, 48, 56, 2, 48, 3, 16, 2, 2, 36, List.of(0, 1)),
                151655,
                151656,
                151652,
                151653,
                tied);
    }

    /**
     * Writes bfloat16 weights under canonical names.
     *
     * @param shards 1 for {@code model.safetensors}; more for as many shards and an index
     */
    public static void write(Path folder, ModelConfig config, int shards) throws IOException {
        write(folder, config, shards, UnaryOperator.identity());
    }

    static void write(Path folder, ModelConfig config, int shards, UnaryOperator<String> names) throws IOException {
        Files.createDirectories(folder);
        List<SafetensorsWriter.Entry> entries = new ArrayList<>();
        ExpectedTensors.of(config)
                .forEach((name, shape) ->
                        entries.add(new SafetensorsWriter.Entry(names.apply(name), ElementType.BF16, shape)));
        if (shards == 1) {
            weights(folder.resolve("model.safetensors"), entries);
        } else {
            shards(folder, entries, shards);
        }
        Files.writeString(folder.resolve("config.json"), MAPPER.writeValueAsString(config(config)));
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer(config));
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }}");
        Files.writeString(folder.resolve("generation_config.json"), """
                {"do_sample": true, "temperature": 0.7, "top_p": 0.8, "top_k": 20, "repetition_penalty": 1.0,
                 "eos_token_id": [151645, 151643]}
                """);
        String processor = """
                {"size": {"shortest_edge": %d, "longest_edge": %d}, "patch_size": 16, "temporal_patch_size": 2,
                 "merge_size": 2, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
                """;
        Files.writeString(folder.resolve("preprocessor_config.json"), processor.formatted(65536, 16777216));
        Files.writeString(folder.resolve("video_preprocessor_config.json"), processor.formatted(4096, 25165824));
    }

    /** Writes a header and makes the file as long as the header says. */
    static void weights(Path file, List<SafetensorsWriter.Entry> entries) throws IOException {
        byte[] header = SafetensorsWriter.header(entries);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(header);
            out.setLength(header.length
                    + entries.stream().mapToLong(SafetensorsWriter.Entry::bytes).sum());
        }
    }

    /** Changes a JSON file of the folder. */
    static void edit(Path file, Consumer<ObjectNode> change) throws IOException {
        ObjectNode root = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        change.accept(root);
        Files.writeString(file, MAPPER.writeValueAsString(root));
    }

    private static void shards(Path folder, List<SafetensorsWriter.Entry> entries, int shards) throws IOException {
        long total = entries.stream().mapToLong(SafetensorsWriter.Entry::bytes).sum();
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("metadata").put("total_size", total);
        ObjectNode map = root.putObject("weight_map");
        Iterator<SafetensorsWriter.Entry> rest = entries.iterator();
        int written = 0;
        for (int shard = 1; shard <= shards; shard++) {
            String name = "model-%05d-of-%05d.safetensors".formatted(shard, shards);
            List<SafetensorsWriter.Entry> part = new ArrayList<>();
            while (rest.hasNext() && (shard == shards || written < entries.size() * shard / shards)) {
                SafetensorsWriter.Entry entry = rest.next();
                part.add(entry);
                written++;
                map.put(entry.name(), name);
            }
            weights(folder.resolve(name), part);
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"), MAPPER.writeValueAsString(root));
    }

    private static ModelConfig model(int hidden, int layers, int heads, int inner, VisionConfig vision, boolean tied) {
        TextConfig text = new TextConfig(
                151_936, hidden, inner, layers, heads, 8, 128, 262_144, 1e-6, 5_000_000, List.of(24, 20, 20));
        return new ModelConfig(text, vision, 151655, 151656, 151652, 151653, tied);
    }

    private static VisionConfig vision(int depth, int hidden, int inner, int out, List<Integer> taps) {
        return new VisionConfig(depth, hidden, inner, 16, out, 3, 16, 2, 2, 2304, taps);
    }

    private static ObjectNode config(ModelConfig config) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("architectures").add("Qwen3VLForConditionalGeneration");
        root.put("model_type", "qwen3_vl").put("tie_word_embeddings", config.tiedEmbeddings());
        root.put("image_token_id", config.imageTokenId()).put("video_token_id", config.videoTokenId());
        root.put("vision_start_token_id", config.visionStartTokenId());
        root.put("vision_end_token_id", config.visionEndTokenId());
        TextConfig text = config.text();
        ObjectNode t = root.putObject("text_config");
        t.put("vocab_size", text.vocabularySize()).put("hidden_size", text.hiddenSize());
        t.put("intermediate_size", text.intermediateSize()).put("num_hidden_layers", text.layers());
        t.put("num_attention_heads", text.attentionHeads()).put("num_key_value_heads", text.keyValueHeads());
        t.put("head_dim", text.headDim()).put("max_position_embeddings", text.maxPositions());
        t.put("rms_norm_eps", text.rmsNormEpsilon()).put("rope_theta", text.ropeTheta());
        ObjectNode rope =
                t.putObject("rope_scaling").put("rope_type", "default").put("mrope_interleaved", true);
        text.mropeSection().forEach(rope.putArray("mrope_section")::add);
        VisionConfig vision = config.vision();
        ObjectNode v = root.putObject("vision_config");
        v.put("depth", vision.depth()).put("hidden_size", vision.hiddenSize());
        v.put("intermediate_size", vision.intermediateSize()).put("num_heads", vision.heads());
        v.put("out_hidden_size", vision.outHiddenSize()).put("in_channels", vision.inChannels());
        v.put("patch_size", vision.patchSize()).put("temporal_patch_size", vision.temporalPatchSize());
        v.put("spatial_merge_size", vision.spatialMergeSize());
        v.put("num_position_embeddings", vision.positionEmbeddings());
        vision.deepstackIndexes().forEach(v.putArray("deepstack_visual_indexes")::add);
        return root;
    }

    private static String tokenizer(ModelConfig config) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        var added = root.putArray("added_tokens");
        Map.of(
                        "<|endoftext|>", 151643,
                        "<|im_start|>", 151644,
                        "<|im_end|>", 151645,
                        "<|vision_start|>", config.visionStartTokenId(),
                        "<|vision_end|>", config.visionEndTokenId(),
                        "<|image_pad|>", config.imageTokenId(),
                        "<|video_pad|>", config.videoTokenId())
                .forEach((content, id) ->
                        added.addObject().put("id", Objects.requireNonNull(id)).put("content", content));
        root.putObject("model")
                .put("type", "BPE")
                .putObject("vocab")
                .put("a", 0)
                .put("b", 1);
        return MAPPER.writeValueAsString(root);
    }
}
