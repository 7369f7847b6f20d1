package io.selfscale.inference.checkpoint.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.hubspot.jinjava.Jinjava;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.TensorLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyModelTest {

    @TempDir
    static Path shared;

    /** Without it the library cuts after 512 tokens. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false");

    @BeforeAll
    static void write() {
        // The tokenizer library would otherwise call out when a tokenizer is made.
        System.setProperty("OPT_OUT_TRACKING", "true");
        TinyModel.write(shared.resolve("tiny"), 7);
    }

    @Test
    void isACompleteCheckpoint() throws IOException {
        Checkpoint checkpoint = Checkpoint.open(shared.resolve("tiny"));

        assertThat(checkpoint.config()).isEqualTo(TinyModel.CONFIG);
        assertThat(checkpoint.generation().endTokenIds()).containsExactly(274, 272);
        assertThat(checkpoint.image().minArea()).isEqualTo(4096);
        assertThat(checkpoint.video().framesPerSecond()).isEqualTo(2);
        try (Stream<Path> files = Files.list(shared.resolve("tiny"))) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(3_000_000);
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesEverywhere(@TempDir Path folder) throws Exception {
        TinyModel.write(folder.resolve("again"), 7);
        TinyModel.write(folder.resolve("other"), 8);

        assertThat(contents(folder.resolve("again"))).isEqualTo(contents(shared.resolve("tiny")));
        assertThat(contents(folder.resolve("other")).get("model.safetensors"))
                .isNotEqualTo(contents(shared.resolve("tiny")).get("model.safetensors"));
        // Written down from JDK 17; JDK 25 must agree. Changes only when the model itself is changed on purpose.
        assertThat(contents(shared.resolve("tiny")).get("model.safetensors"))
                .isEqualTo("8f3523caf312592bf4f0c9e781316fa94bd78397cb59f061d5c83ef19150c51e");
    }

    @Test
    void weightsAreDrawnSoThatErrorsShow() throws IOException {
        Checkpoint checkpoint = Checkpoint.open(shared.resolve("tiny"));

        check(checkpoint.tensor("model.language_model.layers.0.mlp.gate_proj.weight"), 0, 1 / Math.sqrt(48));
        check(checkpoint.tensor("model.visual.patch_embed.proj.weight"), 0, 0.03);
        check(checkpoint.tensor("model.visual.pos_embed.weight"), 0, 0.5);
        check(checkpoint.tensor("model.visual.deepstack_merger_list.1.norm.weight"), 1, 0.2);
        check(checkpoint.tensor("model.visual.merger.linear_fc1.bias"), 0, 0.1);
    }

    @Test
    void bfloat16WeightsAreTheRoundedOnes(@TempDir Path folder) throws IOException {
        TinyModel.write(folder.resolve("half"), 7, ElementType.BF16);

        String name = "model.language_model.layers.2.self_attn.o_proj.weight";
        float[] full = values(Checkpoint.open(shared.resolve("tiny")).tensor(name));
        float[] half = values(Checkpoint.open(folder.resolve("half")).tensor(name));

        assertThat(half).hasSameSizeAs(full);
        for (int i = 0; i < full.length; i++) {
            // Eight bits of significand: half a step is 2^-9 of the number.
            assertThat(half[i]).isCloseTo(full[i], within(Math.abs(full[i]) / 256));
        }
        assertThatThrownBy(() -> TinyModel.write(folder.resolve("i8"), 7, ElementType.I8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("I8");
    }

    @Test
    void refusesAFolderThatHoldsSomething(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> TinyModel.write(folder, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing is ever overwritten");
        assertThatThrownBy(() -> TinyModel.write(folder.resolve("notes.txt"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsTokenizerLoadsAndGivesTextBack() throws IOException {
        Path file = Checkpoint.open(shared.resolve("tiny")).tokenizer();
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file, OPTIONS)) {
            String text = "The other thing, and 3 houses: größer – 図 🙂\n";
            long[] ids = tokenizer.encode(text, false, false).getIds();

            assertThat(tokenizer.decode(ids, false)).isEqualTo(text);
            assertThat(ids.length).isLessThan(text.getBytes(StandardCharsets.UTF_8).length);
            assertThat(tokenizer
                            .encode("<|im_end|><|image_pad|><think>", false, false)
                            .getIds())
                    .containsExactly(
                            TinyTokenizer.id("<|im_end|>"),
                            TinyTokenizer.id("<|image_pad|>"),
                            TinyTokenizer.id("<think>"));
        }
    }

    @Test
    void everyByteHasASymbol() throws IOException {
        Path file = Checkpoint.open(shared.resolve("tiny")).tokenizer();
        StringBuilder all = new StringBuilder();
        // Code points of one to four bytes; together their encodings use every byte that UTF-8 can have.
        for (int c = 0; c < 0x110000; c += c < 0x800 ? 1 : 0x1000 - 31) {
            if (c < 0xD800 || c > 0xDFFF) {
                all.appendCodePoint(c);
            }
        }
        String text = Normalizer.normalize(all, Normalizer.Form.NFC);
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(file, OPTIONS)) {
            assertThat(tokenizer.decode(tokenizer.encode(text, false, false).getIds(), false))
                    .isEqualTo(text);
        }
    }

    @Test
    void itsTemplateRendersTheInstructForm() {
        String template = Checkpoint.open(shared.resolve("tiny")).chatTemplate();
        List<Map<String, Object>> messages = List.of(
                Map.of("role", "system", "content", "Be brief."),
                Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(
                                Map.of("type", "image", "image", "a.png"),
                                Map.of("type", "text", "text", "What?"),
                                Map.of("type", "video", "video", "b"))),
                Map.of("role", "assistant", "content", "A cat."),
                Map.of("role", "system", "content", "dropped"),
                Map.of("role", "user", "content", "Sure?"));

        String text = new Jinjava().render(template, Map.of("messages", messages, "add_generation_prompt", true));

        assertThat(text).isEqualTo("""
                        <|im_start|>system
                        Be brief.<|im_end|>
                        <|im_start|>user
                        <|vision_start|><|image_pad|><|vision_end|>What?<|vision_start|><|video_pad|><|vision_end|><|im_end|>
                        <|im_start|>assistant
                        A cat.<|im_end|>
                        <|im_start|>user
                        Sure?<|im_end|>
                        <|im_start|>assistant
                        """);
    }

    private static void check(TensorLocation tensor, double mean, double deviation) throws IOException {
        float[] values = values(tensor);
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value - mean;
            squares += (value - mean) * (value - mean);
        }
        // Five standard errors: of the mean, and of the deviation.
        double error = 5 * deviation / Math.sqrt(values.length);
        assertThat(sum / values.length).isCloseTo(0, within(error));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(error));
    }

    private static float[] values(TensorLocation tensor) throws IOException {
        byte[] all = Files.readAllBytes(tensor.toRealPath());
        ByteBuffer bytes = ByteBuffer.wrap(all, (int) tensor.offset(), (int) tensor.length())
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) tensor.length() / tensor.type().bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    tensor.type() == ElementType.F32 ? bytes.getFloat() : Float.intBitsToFloat(bytes.getShort() << 16);
        }
        return values;
    }

    private static Map<String, String> contents(Path folder) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                contents.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(digest));
            }
        }
        return contents;
    }
}
