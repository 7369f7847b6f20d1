package io.selfscale.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What {@code config.json} may and may not say. */
@Timeout(60)
class ConfigTest {

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        SparseCheckpoint.write(folder, SparseCheckpoint.small(false), 1);
    }

    @Test
    void givesTheSizesThatTheFileStates() {
        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThat(checkpoint.config()).isEqualTo(SparseCheckpoint.small(false));
        assertThat(checkpoint.folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_token_id",
                "video_token_id",
                "vision_start_token_id",
                "vision_end_token_id",
                "text_config",
                "text_config.vocab_size",
                "text_config.hidden_size",
                "text_config.intermediate_size",
                "text_config.num_hidden_layers",
                "text_config.num_attention_heads",
                "text_config.num_key_value_heads",
                "text_config.head_dim",
                "text_config.max_position_embeddings",
                "text_config.rms_norm_eps",
                "text_config.rope_theta",
                "text_config.rope_scaling",
                "vision_config",
                "vision_config.depth",
                "vision_config.hidden_size",
                "vision_config.intermediate_size",
                "vision_config.num_heads",
                "vision_config.out_hidden_size",
                "vision_config.in_channels",
                "vision_config.patch_size",
                "vision_config.temporal_patch_size",
                "vision_config.spatial_merge_size",
                "vision_config.num_position_embeddings",
                "vision_config.deepstack_visual_indexes",
            })
    void everySizeIsRequired(String key) throws IOException {
        edit(root -> parent(root, key).remove(leaf(key)));

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("config.json: " + key + ": expected ")
                .hasMessageContaining("the key is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "text_config.hidden_size                    | 0            | from 1 to",
                "text_config.hidden_size                    | -48          | from 1 to",
                "text_config.hidden_size                    | 48.0         | an integer",
                "text_config.hidden_size                    | \"48\"       | an integer",
                "text_config.hidden_size                    | 1e2          | an integer",
                "text_config.hidden_size                    | 99999999999999999999 | an integer",
                "text_config.hidden_size                    | {}           | found an object",
                "text_config.hidden_size                    | null         | the key is missing",
                "text_config.num_hidden_layers              | 2000000000   | from 1 to 1000",
                "text_config.num_key_value_heads            | 3            | a divisor of num_attention_heads = 4",
                "text_config.head_dim                       | 15           | an even number",
                "text_config.head_dim                       | 32           | a sum of head_dim / 2 = 16",
                "text_config.rms_norm_eps                   | 0            | above 0",
                "text_config.rope_theta                     | 1e999        | a number above",
                "text_config.rope_theta                     | \"5e6\"      | a number above",
                "text_config.rope_scaling                   | []           | an object",
                "text_config.rope_scaling.rope_type         | \"yarn\"     | YaRN",
                "text_config.rope_scaling.type              | \"linear\"   | only \"default\"",
                "text_config.rope_scaling.mrope_interleaved | false        | always interleaves",
                "text_config.rope_scaling.mrope_section     | [4,2]        | a list of 3 integers",
                "text_config.rope_scaling.mrope_section     | [4,2,3]      | a sum of head_dim / 2 = 8",
                "text_config.rope_scaling.mrope_section     | [1,3,4]      | cannot be interleaved",
                "text_config.rope_parameters                | {\"rope_theta\":1e6} | disagree",
                "text_config.rope_parameters                | {\"mrope_section\":[2,3,3]} | disagree",
                "text_config.partial_rotary_factor          | 0.5          | a number above",
                "text_config.hidden_act                     | \"gelu\"     | only \"silu\" is supported",
                "text_config.attention_bias                 | true         | only false is supported",
                "text_config.model_type                     | \"qwen3\"    | only \"qwen3_vl_text\"",
                "vision_config.out_hidden_size              | 64           | text_config.hidden_size = 48",
                "vision_config.num_heads                    | 5            | a divisor of hidden_size = 48",
                "vision_config.num_heads                    | 8            | a multiple of 4",
                "vision_config.num_position_embeddings      | 35           | a square number",
                "vision_config.in_channels                  | 1            | the integer 3",
                "vision_config.deepstack_visual_indexes     | [0,3]        | from 0 to 2",
                "vision_config.deepstack_visual_indexes     | [1,0]        | ascending",
                "vision_config.deepstack_visual_indexes     | [1,1]        | ascending",
                "vision_config.deepstack_visual_indexes     | [0,1,2]      | as many taps as text layers",
                "vision_config.hidden_act                   | \"gelu\"     | gelu_pytorch_tanh",
                "vision_config.model_type                   | \"siglip\"   | qwen3_vl_vision",
                "vision_config.rope_parameters              | {\"rope_theta\":5} | only 10000.0",
                "image_token_id                             | 151936       | from 0 to 151935",
                "image_token_id                             | 151656       | an id that no other",
                "tie_word_embeddings                        | \"yes\"      | true or false",
                "architectures                              | [\"Qwen3VLMoeForConditionalGeneration\"] | Qwen3VLMoeForConditionalGeneration",
                "model_type                                 | \"qwen3_vl_moe\" | not supported yet",
                "architectures                              | [\"Qwen2_5_VLForConditionalGeneration\"] | only dense Qwen3-VL",
                "architectures                              | []           | no architecture",
                "model_type                                 | \"llama\"    | only dense Qwen3-VL",
                "quantization_config                        | {\"quant_method\":\"fp8\"} | quantized (quantization_config: fp8)",
                "text_config.quantization_config            | {}           | text_config.quantization_config",
            })
    void refusesWhatCannotBeRight(String key, String value, String reason) throws IOException {
        JsonNode node = JsonMapper.shared().readTree(value);
        edit(root -> parent(root, key).set(leaf(key), node));
        if (value.equals("1e999")) {
            // As a number it cannot be kept, so it goes into the text.
            String text = Files.readString(folder.resolve("config.json"));
            Files.writeString(folder.resolve("config.json"), text.replace("\"Infinity\"", "1e999"));
        }

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("config.json: ")
                .hasMessageContaining(reason);
    }

    @Test
    void listsAllProblemsAtOnce() throws IOException {
        edit(root -> {
            parent(root, "text_config.head_dim").remove("head_dim");
            parent(root, "vision_config.depth").put("depth", "many");
            root.put("image_token_id", -1);
        });
        Files.delete(folder.resolve("preprocessor_config.json"));
        Files.delete(folder.resolve("chat_template.jinja"));
        Files.writeString(folder.resolve("tokenizer.json"), "[]");
        Files.write(folder.resolve("model.safetensors"), new byte[5]);

        CheckpointException thrown = catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(folder));

        for (String file : new String[] {
            "config.json: text_config.head_dim",
            "config.json: vision_config.depth",
            "config.json: image_token_id",
            "preprocessor_config.json",
            "chat_template.jinja",
            "tokenizer.json",
            "model.safetensors"
        }) {
            assertThat(thrown.problems()).anyMatch(problem -> problem.startsWith(file));
        }
    }

    @Test
    void aMissingSizeIsOneProblemAndDoesNotMakeOthersLookWrong() throws IOException {
        for (String key : new String[] {
            "text_config.hidden_size", "text_config.head_dim", "text_config.vocab_size", "vision_config.depth"
        }) {
            write();
            edit(root -> parent(root, key).remove(leaf(key)));

            assertThat(catchThrowableOfType(CheckpointException.class, () -> Checkpoint.open(folder))
                            .problems())
                    .singleElement()
                    .asString()
                    .contains(key);
        }
    }

    @Test
    void readsTheNewerSpelling() throws IOException {
        edit(root -> {
            ObjectNode text = parent(root, "text_config.x");
            ObjectNode rope = (ObjectNode) text.remove("rope_scaling");
            rope.set("rope_theta", text.remove("rope_theta"));
            rope.remove("mrope_interleaved");
            text.set("rope_parameters", rope);
            ObjectNode vision = parent(root, "vision_config.x");
            vision.put("model_type", "qwen3_vl_vision");
            vision.putObject("rope_parameters").put("rope_type", "axial").put("rope_theta", 10000.0);
        });

        assertThat(Checkpoint.open(folder).config()).isEqualTo(SparseCheckpoint.small(false));
    }

    @Test
    void readsBothSpellingsThatAgreeAndTheOldNameOfTheType() throws IOException {
        edit(root -> {
            ObjectNode text = parent(root, "text_config.x");
            ObjectNode rope = (ObjectNode) text.get("rope_scaling");
            text.set("rope_parameters", rope.deepCopy().put("rope_theta", 5000000));
            rope.remove("rope_type");
            rope.put("type", "default");
        });

        assertThat(Checkpoint.open(folder).config()).isEqualTo(SparseCheckpoint.small(false));
    }

    @Test
    void ignoresKeysThatItDoesNotKnowAndANullQuantization() throws IOException {
        edit(root -> {
            root.put("hidden_size", 1).put("pad_token_id", 0).putNull("quantization_config");
            parent(root, "text_config.x").put("use_cache", true);
        });

        assertThat(Checkpoint.open(folder).config()).isEqualTo(SparseCheckpoint.small(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\":NaN}", "{\"a\":1,\"a\":2}", "null", "\u0000\u0001"})
    void refusesAFileThatIsNoJsonObject(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("config.json: ");
    }

    @Test
    void refusesDeepNestingAndHugeFilesWithinBounds() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"a\":" + "[".repeat(1_000_000));
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("not valid JSON");

        Files.write(folder.resolve("config.json"), new byte[(16 << 20) + 1]);
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("expected at most 16777216 bytes");
    }

    @Test
    void saysWhenThereIsNoFolderOrTheCacheOfARepositoryIsNamed() throws IOException {
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("gone")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("there is none");

        Files.createDirectories(folder.resolve("models--x/snapshots/0"));
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("models--x"))).hasMessageContaining("snapshots");
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        SparseCheckpoint.edit(folder.resolve("config.json"), change);
    }

    private static ObjectNode parent(ObjectNode root, String key) {
        ObjectNode at = root;
        String rest = key;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            at = (ObjectNode) at.get(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return at;
    }

    private static String leaf(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
