package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.golden.GoldenCase;
import io.selfscale.inference.golden.GoldenTensor;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.image.BicubicResizer;
import io.selfscale.inference.image.Grid;
import io.selfscale.inference.image.ImageSize;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.prompt.VisualTokens;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.LogLevel;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.inference.runtime.Tensor;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole way from files to tokens against the reference implementation, on every case below
 * {@code -Dselfscale.golden=<folder>} or the project's own. Prints the largest difference of each tensor beside what is
 * allowed.
 */
class GoldenTest {

    @TempDir
    static Path folder;

    private static OnnxRuntime runtime;

    @BeforeAll
    static void openTheRuntime() {
        runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties()
                .withCacheFolder(Path.of("target", "test-cache").toAbsolutePath())
                .withLogLevel(LogLevel.FATAL));
    }

    @AfterAll
    static void nothingIsLeftOpen() {
        int open = runtime.openHandles();
        runtime.close();
        assertThat(open).as("handles of the runtime itself").isLessThanOrEqualTo(1);
    }

    @TestFactory
    Stream<DynamicNode> everyCaseAgreesWithTheReference() throws IOException {
        return GoldenCase.all().stream()
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> {
                    try (Loaded loaded = Loaded.of(golden)) {
                        resizedImages(golden);
                        Prompt prompt = loaded.prompt(golden);
                        integers(golden, prompt);
                        pixels(golden, prompt);
                        Prompt stored = withStoredPixels(golden, prompt);
                        features(golden, loaded.model, stored, "features");
                        logits(golden, loaded.model, stored, "logits");
                        features(golden, loaded.model, prompt, "features_end_to_end");
                        logits(golden, loaded.model, prompt, "logits_end_to_end");
                        answer(golden, loaded, prompt);
                    }
                }));
    }

    /** A model, and what it needs. */
    private record Loaded(Checkpoint checkpoint, Tokenizer tokenizer, VisionLanguageModel model)
            implements AutoCloseable {

        static Loaded of(GoldenCase golden) {
            Checkpoint checkpoint = Checkpoint.open(golden.checkpoint());
            Path graphs = folder.resolve(golden.name().replace('/', '-'));
            ModelExporter.export(checkpoint, graphs, Precision.FP32);
            Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer());
            VisionLanguageModel model = VisionLanguageModel.load(
                    runtime,
                    ExportedModel.open(graphs, Optional.empty()),
                    tokenizer,
                    new ModelSettings(Device.CPU, 1, 1 << 30),
                    Ticker.system());
            return new Loaded(checkpoint, tokenizer, model);
        }

        Prompt prompt(GoldenCase golden) {
            return MultimodalProcessor.of(checkpoint, tokenizer, Runnable::run)
                    .process(golden.messages(), golden.images(), golden.videos(), ChatOptions.defaults());
        }

        @Override
        public void close() {
            model.close();
            tokenizer.close();
        }
    }

    private static void resizedImages(GoldenCase golden) {
        for (int index = 0; golden.resized().containsKey("resized." + index); index++) {
            GoldenTensor expected = Objects.requireNonNull(golden.resized().get("resized." + index));
            RgbImage resized = BicubicResizer.resize(
                    golden.images().get(index),
                    new ImageSize(expected.shape().get(1), expected.shape().get(0)));
            assertThat(ByteBuffer.wrap(resized.rgb()))
                    .as("resized.%d", index)
                    .isEqualTo(expected.bytes().duplicate());
        }
    }

    private static void integers(GoldenCase golden, Prompt prompt) {
        JsonNode expected = golden.expected();
        assertThat(prompt.encoded().ids()).as("input_ids").isEqualTo(ints(expected.path("input_ids")));
        JsonNode positions = expected.path("position_ids");
        assertThat(prompt.encoded().positions().time()).as("time").isEqualTo(ints(positions.path(0)));
        assertThat(prompt.encoded().positions().row()).as("row").isEqualTo(ints(positions.path(1)));
        assertThat(prompt.encoded().positions().column()).as("column").isEqualTo(ints(positions.path(2)));
        assertThat(prompt.encoded().positions().ropeDelta())
                .as("rope_delta")
                .isEqualTo(expected.path("rope_delta").asInt());
        assertThat(grids(prompt, VisualTokens.Kind.IMAGE))
                .as("image_grid_thw")
                .isEqualTo(grids(expected.path("image_grid_thw")));
        assertThat(grids(prompt, VisualTokens.Kind.VIDEO))
                .as("video_grid_thw")
                .isEqualTo(grids(expected.path("video_grid_thw")));
    }

    private static void pixels(GoldenCase golden, Prompt prompt) {
        for (VisualTokens.Kind kind : VisualTokens.Kind.values()) {
            GoldenTensor expected = golden.tensors().get(pixelsOf(kind));
            if (expected != null) {
                List<FloatBuffer> made = ofKind(prompt, kind).stream()
                        .map(index -> prompt.patches().get(index))
                        .toList();
                compare(golden, pixelsOf(kind), "pixels", expected.floats(), joined(made));
            }
        }
    }

    private static void features(GoldenCase golden, VisionLanguageModel model, Prompt prompt, String tolerance) {
        if (prompt.grids().isEmpty()) {
            return;
        }
        try (VisualFeatures features = model.encode(prompt, RunSettings.DEFAULT)) {
            int width = (int) features.features().shape()[1];
            int tokens = features.tokens();
            // The reference encodes images first and videos after them; here they come as they stand in the prompt.
            int[] order = referenceOrder(prompt);
            compareRows(golden, "vision.merged", tolerance, features.features().floats(), 0, order, width);
            Tensor deepstack = features.deepstack();
            for (int set = 0; deepstack != null && set < deepstack.shape()[0]; set++) {
                compareRows(
                        golden,
                        "vision.deepstack." + set,
                        tolerance,
                        deepstack.floats(),
                        set * tokens * width,
                        order,
                        width);
            }
        }
    }

    private static void logits(GoldenCase golden, VisionLanguageModel model, Prompt prompt, String tolerance) {
        int from = golden.expected().path("logits_from").asInt();
        GoldenTensor decode = golden.tensor("logits.decode");
        int[] generated = ints(golden.expected().path("generated_ids"));
        int[] ids = prompt.encoded().ids();
        try (Tensor logits = model.logits(prompt, from)) {
            compare(golden, "logits", tolerance, golden.tensor("logits").floats(), array(logits.floats()));
        }
        float[] steps = new float[decode.floats().length];
        int width = decode.shape().get(1);
        int rows = decode.shape().get(0);
        try (Decoding decoding = model.decoding(ids.length + rows);
                Tensor last = model.prefill(decoding, prompt, ids.length - 1)) {
            last.floats().get(steps, 0, width);
            for (int step = 1; step < rows; step++) {
                int position = ids.length + prompt.encoded().positions().ropeDelta() + step - 1;
                decoding.step(generated[step - 1], position, RunSettings.DEFAULT)
                        .values()
                        .get(steps, step * width, width);
            }
        }
        compare(golden, "logits.decode", tolerance, decode.floats(), steps);
    }

    private static void answer(GoldenCase golden, Loaded loaded, Prompt prompt) {
        List<String> pieces = new ArrayList<>();
        Answer answer = loaded.model.answer(
                prompt, AnswerSettings.of(golden.maxNewTokens(), Sampling.greedy()), pieces::add, new Cancellation());
        int[] generated = ints(golden.expected().path("generated_ids"));
        String finish = golden.expected().path("finish_reason").asString();
        List<Integer> answered = finish.equals("margin") ? answer.ids().subList(0, generated.length) : answer.ids();
        assertThat(answered)
                .as("generated_ids")
                .containsExactlyElementsOf(IntStream.of(generated).boxed().toList());
        if (!finish.equals("margin")) {
            assertThat(answer.finish()).isEqualTo(finish.equals("eos") ? FinishReason.STOP : FinishReason.LENGTH);
            assertThat(answer.text())
                    .isEqualTo(golden.expected().path("generated_text").asString());
        }
        assertThat(String.join("", pieces)).isEqualTo(answer.text());
    }

    private static Prompt withStoredPixels(GoldenCase golden, Prompt prompt) {
        List<FloatBuffer> patches = new ArrayList<>(prompt.patches());
        for (VisualTokens.Kind kind : VisualTokens.Kind.values()) {
            GoldenTensor stored = golden.tensors().get(pixelsOf(kind));
            if (stored == null) {
                continue;
            }
            FloatBuffer all = FloatBuffer.wrap(stored.floats());
            for (int index : ofKind(prompt, kind)) {
                int length = patches.get(index).remaining();
                patches.set(index, all.slice(all.position(), length));
                all.position(all.position() + length);
            }
        }
        return new Prompt(prompt.encoded(), prompt.grids(), patches);
    }

    private static String pixelsOf(VisualTokens.Kind kind) {
        return kind == VisualTokens.Kind.IMAGE ? "pixel_values" : "pixel_values_videos";
    }

    /** Which of the pictures of a prompt are of a kind. */
    private static List<Integer> ofKind(Prompt prompt, VisualTokens.Kind kind) {
        List<VisualTokens> first = prompt.encoded().visual().stream()
                .filter(tokens -> tokens.frame() == 0)
                .toList();
        return IntStream.range(0, first.size())
                .filter(index -> first.get(index).kind() == kind)
                .boxed()
                .toList();
    }

    private static List<List<Integer>> grids(Prompt prompt, VisualTokens.Kind kind) {
        return ofKind(prompt, kind).stream()
                .map(index -> prompt.grids().get(index))
                .map(grid -> List.of(grid.frames(), grid.rows(), grid.columns()))
                .toList();
    }

    private static List<List<Integer>> grids(JsonNode expected) {
        List<List<Integer>> grids = new ArrayList<>();
        expected.forEach(grid -> grids.add(IntStream.of(ints(grid)).boxed().toList()));
        return grids;
    }

    /** The rows of the features of a prompt in the order of the reference. */
    private static int[] referenceOrder(Prompt prompt) {
        int[] starts = new int[prompt.grids().size()];
        int at = 0;
        for (int index = 0; index < starts.length; index++) {
            starts[index] = at;
            at += prompt.grids().get(index).patches() / 4;
        }
        return Stream.of(VisualTokens.Kind.values())
                .flatMap(kind -> ofKind(prompt, kind).stream())
                .flatMapToInt(index -> {
                    Grid grid = prompt.grids().get(index);
                    return IntStream.range(starts[index], starts[index] + grid.patches() / 4);
                })
                .toArray();
    }

    private static void compareRows(
            GoldenCase golden, String name, String tolerance, FloatBuffer made, int from, int[] order, int width) {
        float[] rows = new float[order.length * width];
        for (int row = 0; row < order.length; row++) {
            made.get(from + order[row] * width, rows, row * width, width);
        }
        compare(golden, name, tolerance, golden.tensor(name).floats(), rows);
    }

    private static void compare(GoldenCase golden, String name, String tolerance, float[] expected, float[] made) {
        assertThat(made).as(name).hasSameSizeAs(expected);
        double largest = 0;
        for (int index = 0; index < made.length; index++) {
            double difference = Math.abs((double) made[index] - expected[index]);
            largest = difference <= largest ? largest : difference;
        }
        double allowed = golden.tolerance(tolerance);
        System.out.printf("%-28s %-20s %-20s %.1e of %.1e%n", golden.name(), name, tolerance, largest, allowed);
        assertThat(largest).as("%s, %s", name, tolerance).isLessThanOrEqualTo(allowed);
    }

    private static float[] joined(List<FloatBuffer> parts) {
        FloatBuffer all = FloatBuffer.allocate(
                parts.stream().mapToInt(FloatBuffer::remaining).sum());
        parts.forEach(part -> all.put(part.duplicate()));
        return all.array();
    }

    private static float[] array(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size())
                .map(index -> list.path(index).asInt())
                .toArray();
    }
}
