package io.selfscale.inference.checkpoint.tiny;

import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.ModelConfig;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.VisionConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The text files of a tiny model. */
final class TinyFiles {

    /** Small, so that a test's images stay small; a real model has 65,536. */
    private static final long MIN_AREA = 4_096;

    private static final long MAX_IMAGE_AREA = 16_777_216;
    private static final long MAX_VIDEO_AREA = 25_165_824;

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * The conversation form of the Instruct models without tools: each message between its marks, a system message only
     * in the first place, images and videos only of the user, as one placeholder each.
     */
    private static final String CHAT_TEMPLATE = """
            {%- set seen = namespace(images=0, videos=0) -%}
            {%- for message in messages -%}
                {%- if message.role == 'user' or message.role == 'assistant' or (message.role == 'system' and loop.first) -%}
                    {{- '<|im_start|>' + message.role + '\\n' -}}
                    {%- if message.content is string -%}
                        {{- message.content -}}
                    {%- else -%}
                        {%- for part in message.content -%}
                            {%- if message.role == 'user' and (part.type == 'image' or 'image' in part or 'image_url' in part) -%}
                                {%- set seen.images = seen.images + 1 -%}
                                {%- if add_vision_id -%}
                                    {{- 'Picture ' ~ seen.images ~ ': ' -}}
                                {%- endif -%}
                                {{- '<|vision_start|><|image_pad|><|vision_end|>' -}}
                            {%- elif message.role == 'user' and (part.type == 'video' or 'video' in part) -%}
                                {%- set seen.videos = seen.videos + 1 -%}
                                {%- if add_vision_id -%}
                                    {{- 'Video ' ~ seen.videos ~ ': ' -}}
                                {%- endif -%}
                                {{- '<|vision_start|><|video_pad|><|vision_end|>' -}}
                            {%- elif 'text' in part -%}
                                {{- part.text -}}
                            {%- endif -%}
                        {%- endfor -%}
                    {%- endif -%}
                    {{- '<|im_end|>\\n' -}}
                {%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}
                {{- '<|im_start|>assistant\\n' -}}
            {%- endif -%}
            """;

    private TinyFiles() {}

    /** Every text file but {@code config.json}, by name. */
    static Map<String, String> texts(ModelConfig config) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("tokenizer.json", TinyTokenizer.tokenizer());
        texts.put(
                "tokenizer_config.json",
                TinyTokenizer.configuration(config.text().maxPositions()));
        texts.put("chat_template.jinja", CHAT_TEMPLATE);
        ObjectNode image = processor(config.vision(), MAX_IMAGE_AREA);
        image.put("image_processor_type", "Qwen2VLImageProcessorFast");
        texts.put("preprocessor_config.json", json(image));
        ObjectNode video = processor(config.vision(), MAX_VIDEO_AREA);
        video.put("fps", 2).put("min_frames", 4).put("max_frames", 768);
        video.put("video_processor_type", "Qwen3VLVideoProcessor");
        texts.put("video_preprocessor_config.json", json(video));
        texts.put("generation_config.json", json(generation()));
        return texts;
    }

    /** {@code config.json}. */
    static String config(ModelConfig config, ElementType type) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("architectures").add("Qwen3VLForConditionalGeneration");
        root.put("model_type", "qwen3_vl");
        root.put("dtype", type == ElementType.F32 ? "float32" : "bfloat16");
        root.put("image_token_id", config.imageTokenId()).put("video_token_id", config.videoTokenId());
        root.put("vision_start_token_id", config.visionStartTokenId());
        root.put("vision_end_token_id", config.visionEndTokenId());
        root.put("tie_word_embeddings", config.tiedEmbeddings());
        text(root.putObject("text_config"), config.text());
        vision(root.putObject("vision_config"), config.vision());
        return json(root);
    }

    private static void text(ObjectNode node, TextConfig text) {
        node.put("model_type", "qwen3_vl_text");
        node.put("vocab_size", text.vocabularySize()).put("hidden_size", text.hiddenSize());
        node.put("intermediate_size", text.intermediateSize()).put("num_hidden_layers", text.layers());
        node.put("num_attention_heads", text.attentionHeads()).put("num_key_value_heads", text.keyValueHeads());
        node.put("head_dim", text.headDim()).put("max_position_embeddings", text.maxPositions());
        node.put("rms_norm_eps", text.rmsNormEpsilon())
                .put("hidden_act", "silu")
                .put("attention_bias", false);
        node.put("rope_theta", text.ropeTheta());
        ObjectNode rope = node.putObject("rope_scaling");
        rope.put("rope_type", "default").put("mrope_interleaved", true);
        text.mropeSection().forEach(rope.putArray("mrope_section")::add);
        node.put("bos_token_id", TinyTokenizer.id("<|endoftext|>"));
        node.put("eos_token_id", TinyTokenizer.id("<|im_end|>"));
    }

    private static void vision(ObjectNode node, VisionConfig vision) {
        node.put("model_type", "qwen3_vl");
        node.put("depth", vision.depth()).put("hidden_size", vision.hiddenSize());
        node.put("intermediate_size", vision.intermediateSize()).put("num_heads", vision.heads());
        node.put("out_hidden_size", vision.outHiddenSize()).put("in_channels", vision.inChannels());
        node.put("patch_size", vision.patchSize()).put("temporal_patch_size", vision.temporalPatchSize());
        node.put("spatial_merge_size", vision.spatialMergeSize());
        node.put("num_position_embeddings", vision.positionEmbeddings());
        node.put("hidden_act", "gelu_pytorch_tanh");
        vision.deepstackIndexes().forEach(node.putArray("deepstack_visual_indexes")::add);
    }

    private static ObjectNode processor(VisionConfig vision, long maxArea) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.putObject("size").put("shortest_edge", MIN_AREA).put("longest_edge", maxArea);
        node.put("patch_size", vision.patchSize()).put("temporal_patch_size", vision.temporalPatchSize());
        node.put("merge_size", vision.spatialMergeSize());
        node.putArray("image_mean").add(0.5).add(0.5).add(0.5);
        node.putArray("image_std").add(0.5).add(0.5).add(0.5);
        node.put("processor_class", "Qwen3VLProcessor");
        return node;
    }

    private static ObjectNode generation() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        int end = TinyTokenizer.id("<|endoftext|>");
        node.put("bos_token_id", end).put("pad_token_id", end);
        node.putArray("eos_token_id").add(TinyTokenizer.id("<|im_end|>")).add(end);
        node.put("do_sample", true).put("temperature", 0.7).put("top_k", 20).put("top_p", 0.8);
        node.put("repetition_penalty", 1.0);
        return node;
    }

    private static String json(ObjectNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }
}
