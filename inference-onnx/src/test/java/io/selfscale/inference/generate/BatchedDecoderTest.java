package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.graph.TextRotary;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.EncodedPrompt;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Part;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.prompt.VisualTokens;
import io.selfscale.inference.runtime.Binding;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.ElementType;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.inference.runtime.Session;
import io.selfscale.inference.runtime.Tensor;
import io.selfscale.policy.spi.Ticker;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of different lengths side by side in the decoder graph: each must be what it is alone. */
class BatchedDecoderTest {

    private static final int STEPS = 4;

    @Test
    void everyRowOfABatchIsWhatItIsAlone(@TempDir Path folder) {
        TinyModel.write(folder.resolve("model"), 5);
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("model"));
        ModelExporter.export(checkpoint, folder.resolve("graphs"), Precision.FP32);
        ExportedModel exported = ExportedModel.open(folder.resolve("graphs"), Optional.empty());
        try (OnnxRuntime runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties())) {
            try (Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer());
                    VisionLanguageModel model = VisionLanguageModel.load(
                            runtime, exported, tokenizer, new ModelSettings(Device.CPU, 1, 1 << 30), Ticker.system());
                    Session session = runtime.createSession(
                            exported.decoder(), VisionLanguageModel.sessions(exported, Device.CPU, 1))) {
                MultimodalProcessor processor = MultimodalProcessor.of(checkpoint, tokenizer, Runnable::run);
                List<Prompt> prompts = List.of(
                        prompt(processor, "A picture, and more text than the others have.", picture(96, 64)),
                        prompt(processor, "No picture."),
                        prompt(processor, "Two", picture(64, 128), picture(160, 96)));
                List<float[]> alone = prompts.stream()
                        .map(prompt -> alone(model, prompt, checkpoint.config().text()))
                        .toList();
                List<float[]> together = new Batch(runtime, session, model, checkpoint, prompts).run();
                for (int row = 0; row < prompts.size(); row++) {
                    assertThat(together.get(row)).as("row %d", row).hasSameSizeAs(alone.get(row));
                    for (int index = 0; index < alone.get(row).length; index++) {
                        assertThat(together.get(row)[index])
                                .as("row %d, logit %d", row, index)
                                .isCloseTo(alone.get(row)[index], within(1e-4f));
                    }
                }
            }
            assertThat(runtime.openHandles()).isZero();
        }
    }

    private static RgbImage picture(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        new SplittableRandom(width).nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    private static Prompt prompt(MultimodalProcessor processor, String text, RgbImage... images) {
        List<Part> parts = new ArrayList<>();
        for (int index = 0; index < images.length; index++) {
            parts.add(new Part.Image("picture " + index));
        }
        parts.add(new Part.Text(text));
        return processor.process(
                List.of(new Message(Role.USER, parts)), List.of(images), List.of(), ChatOptions.defaults());
    }

    /** Logits of the last token of the prompt, and of tokens 1, 2, 3, … fed after it. */
    private static float[] alone(VisionLanguageModel model, Prompt prompt, TextConfig text) {
        int width = text.vocabularySize();
        float[] logits = new float[(STEPS + 1) * width];
        int length = prompt.encoded().length();
        try (Decoding decoding = model.decoding(length + STEPS);
                Tensor last = model.prefill(decoding, prompt, length - 1)) {
            last.floats().get(logits, 0, width);
            for (int step = 1; step <= STEPS; step++) {
                int position = length + prompt.encoded().positions().ropeDelta() + step - 1;
                decoding.step(step, position, RunSettings.DEFAULT).values().get(logits, step * width, width);
            }
        }
        return logits;
    }

    /** The same in one batch, with the shorter rows padded on the right. */
    private static final class Batch {
        private final OnnxRuntime runtime;
        private final Session session;
        private final VisionLanguageModel model;
        private final TextConfig text;
        private final int deepstackSets;
        private final List<Prompt> prompts;
        private final TextRotary rotary;
        private final int width;
        private final List<float[]> logits = new ArrayList<>();

        Batch(
                OnnxRuntime runtime,
                Session session,
                VisionLanguageModel model,
                Checkpoint checkpoint,
                List<Prompt> prompts) {
            this.runtime = runtime;
            this.session = session;
            this.model = model;
            this.text = checkpoint.config().text();
            this.deepstackSets = checkpoint.config().vision().deepstackIndexes().size();
            this.prompts = prompts;
            this.rotary = new TextRotary(text);
            this.width = text.vocabularySize();
            prompts.forEach(prompt -> logits.add(new float[(STEPS + 1) * width]));
        }

        List<float[]> run() {
            int longest = prompts.stream()
                    .mapToInt(prompt -> prompt.encoded().length())
                    .max()
                    .orElseThrow();
            try (KeyValueCache cache = new KeyValueCache(
                    runtime, Device.CPU, ElementType.FLOAT32, text, prompts.size(), longest + STEPS)) {
                prefill(cache, longest);
                for (int step = 1; step <= STEPS; step++) {
                    step(cache, step);
                }
            }
            return logits;
        }

        private void prefill(KeyValueCache cache, int longest) {
            int rows = prompts.size();
            List<VisualFeatures> features = new ArrayList<>();
            try (Binding binding = session.bind();
                    HostInputs inputs = new HostInputs(runtime, binding)) {
                LongBuffer ids = inputs.longs("input_ids", rows, longest);
                FloatBuffer cos = inputs.floats("rotary_cos", rows, longest, text.headDim() / 2);
                FloatBuffer sin = inputs.floats("rotary_sin", rows, longest, text.headDim() / 2);
                IntBuffer last = inputs.ints("last_position", rows);
                LongBuffer wanted = inputs.longs("logits_index", rows, 2);
                List<long[]> places = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                    EncodedPrompt prompt = prompts.get(row).encoded();
                    for (int index = 0; index < longest; index++) {
                        int read = Math.min(index, prompt.length() - 1);
                        ids.put(prompt.ids()[read]);
                        rotary.write(
                                prompt.positions().time()[read],
                                prompt.positions().row()[read],
                                prompt.positions().column()[read],
                                cos,
                                sin);
                    }
                    last.put(prompt.length() - 1);
                    wanted.put(row).put(prompt.length() - 1);
                    for (VisualTokens tokens : prompt.visual()) {
                        for (int place = tokens.start(); place < tokens.end(); place++) {
                            places.add(new long[] {row, place});
                        }
                    }
                    if (!prompt.visual().isEmpty()) {
                        features.add(model.encode(prompts.get(row), RunSettings.DEFAULT));
                    }
                }
                inputs.ints("total_length", 1).put(longest);
                LongBuffer index = inputs.longs("visual_index", places.size(), 2);
                places.forEach(index::put);
                visual(inputs, features, places.size());
                collect(binding, cache, 0);
            } finally {
                features.forEach(VisualFeatures::close);
            }
        }

        private void visual(HostInputs inputs, List<VisualFeatures> features, int tokens) {
            FloatBuffer merged = inputs.floats("visual_features", tokens, text.hiddenSize());
            features.forEach(of -> merged.put(of.features().floats()));
            FloatBuffer deepstack = inputs.floats("deepstack_features", deepstackSets, tokens, text.hiddenSize());
            for (int set = 0; set < deepstackSets; set++) {
                for (VisualFeatures of : features) {
                    Tensor sets = Objects.requireNonNull(of.deepstack());
                    int size = of.tokens() * text.hiddenSize();
                    deepstack.put(sets.floats().slice(set * size, size));
                }
            }
        }

        private void step(KeyValueCache cache, int step) {
            int rows = prompts.size();
            try (Binding binding = session.bind();
                    HostInputs inputs = new HostInputs(runtime, binding)) {
                LongBuffer ids = inputs.longs("input_ids", rows, 1);
                FloatBuffer cos = inputs.floats("rotary_cos", rows, 1, text.headDim() / 2);
                FloatBuffer sin = inputs.floats("rotary_sin", rows, 1, text.headDim() / 2);
                IntBuffer last = inputs.ints("last_position", rows);
                LongBuffer wanted = inputs.longs("logits_index", rows, 2);
                int total = 0;
                for (int row = 0; row < rows; row++) {
                    EncodedPrompt prompt = prompts.get(row).encoded();
                    int at = prompt.length() + step - 1;
                    int position = at + prompt.positions().ropeDelta();
                    ids.put(step);
                    rotary.write(position, position, position, cos, sin);
                    last.put(at);
                    wanted.put(row).put(0);
                    total = Math.max(total, at + 1);
                }
                inputs.ints("total_length", 1).put(total);
                LongBuffer none = inputs.longs("visual_index", 0, 2);
                assertThat(none.capacity()).isZero();
                visual(inputs, List.of(), 0);
                collect(binding, cache, step);
            }
        }

        private void collect(Binding binding, KeyValueCache cache, int step) {
            cache.bind(binding);
            try (Tensor rows = runtime.tensor(ElementType.FLOAT32, prompts.size(), width)) {
                binding.output("logits", rows);
                binding.run();
                for (int row = 0; row < prompts.size(); row++) {
                    rows.floats().get(row * width, logits.get(row), step * width, width);
                }
            }
        }
    }
}
