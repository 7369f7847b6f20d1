package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.GraphException;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.OrtException;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a model is loaded or asked leaves no native object behind. */
class ReleasedHandlesTest {

    @TempDir
    Path folder;

    private OnnxRuntime runtime;
    private Tokenizer tokenizer;

    @BeforeEach
    void open() {
        runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties());
        // Tiny models have one tokenizer.
        Path words = folder.resolve("words");
        TinyModel.write(words, 1);
        tokenizer = Tokenizer.open(Checkpoint.open(words).tokenizer());
    }

    @AfterEach
    void nothingIsLeft() {
        tokenizer.close();
        assertThat(runtime.openHandles()).isZero();
        runtime.close();
    }

    private ExportedModel export(ElementType type) {
        Path model = folder.resolve("model");
        TinyModel.write(model, 1, type);
        ModelExporter.export(Checkpoint.open(model), folder, Precision.FP32);
        return ExportedModel.open(folder, Optional.empty());
    }

    private VisionLanguageModel load(ExportedModel model, long available) {
        return VisionLanguageModel.load(
                runtime, model, tokenizer, new ModelSettings(Device.CPU, 1, available), Ticker.system());
    }

    private Prompt prompt(ExportedModel model, String text) {
        return MultimodalProcessor.of(model.checkpoint(), tokenizer, Runnable::run)
                .process(List.of(Message.of(Role.USER, text)), List.of(), List.of(), ChatOptions.defaults());
    }

    @Test
    void weightsThatAreCutShortAfterTheyWereChecked() throws IOException {
        ExportedModel model = export(ElementType.F32);
        try (FileChannel weights =
                FileChannel.open(folder.resolve("model").resolve("model.safetensors"), StandardOpenOption.WRITE)) {
            FileChannel unused = weights.truncate(30_000);
        }
        assertThatThrownBy(() -> load(model, Long.MAX_VALUE)).isInstanceOf(OrtException.class);
    }

    @Test
    void aDecoderThatIsBrokenBesideAWholeVisionTower() throws IOException {
        ExportedModel model = export(ElementType.F32);
        Files.writeString(folder.resolve("decoder.onnx"), "not what it was");
        assertThatThrownBy(() -> load(model, Long.MAX_VALUE))
                .isInstanceOf(GraphException.class)
                .hasMessageContaining("decoder.onnx");
    }

    @Test
    void weightsThatDoNotFit() {
        ExportedModel model = export(ElementType.BF16);
        assertThatThrownBy(() -> load(model, 1000))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining("are free");
    }

    @Test
    void anAnswerWhoseCacheDoesNotFit() {
        ExportedModel model = export(ElementType.F32);
        // Four layers, keys and values, two heads of 16 numbers of 4 bytes each.
        long token = 4 * 2 * 2 * 16 * 4;
        Prompt prompt = prompt(model, "hello");
        int length = prompt.encoded().length();
        try (VisionLanguageModel loaded = load(model, (length + 3) * token)) {
            int idle = runtime.openHandles();
            assertThatThrownBy(() -> answer(loaded, prompt, 4))
                    .isInstanceOf(GenerateException.class)
                    .hasMessageContaining("cache of " + (length + 4) + " tokens")
                    .hasMessageContaining("fewer new tokens");
            assertThat(runtime.openHandles()).isEqualTo(idle);
            assertThat(answer(loaded, prompt, 3).ids()).hasSizeLessThanOrEqualTo(3);
        }
    }

    private static Answer answer(VisionLanguageModel model, Prompt prompt, int tokens) {
        return model.answer(prompt, AnswerSettings.of(tokens, Sampling.greedy()), text -> {}, new Cancellation());
    }

    @Test
    void aPromptThatIsTooLongAndAListenerThatFails() {
        ExportedModel model = export(ElementType.F32);
        AnswerSettings settings = AnswerSettings.of(4, Sampling.greedy());
        try (VisionLanguageModel loaded = load(model, 1 << 30)) {
            int idle = runtime.openHandles();
            assertThatThrownBy(() ->
                            loaded.answer(prompt(model, "1".repeat(8_175)), settings, text -> {}, new Cancellation()))
                    .isInstanceOf(GenerateException.class)
                    .hasMessageContaining("8192");
            assertThat(runtime.openHandles()).isEqualTo(idle);
            assertThatThrownBy(() -> loaded.answer(
                            prompt(model, "hello"),
                            settings,
                            text -> {
                                throw new IllegalStateException("the reader has gone");
                            },
                            new Cancellation()))
                    .hasMessage("the reader has gone");
            assertThat(runtime.openHandles()).isEqualTo(idle);
        }
    }
}
