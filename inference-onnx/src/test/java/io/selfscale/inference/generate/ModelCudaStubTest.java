package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.TextConfig;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Part;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.CudaStub;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.LogLevel;
import io.selfscale.inference.runtime.NodeAssignment;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RunSettings;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.inference.runtime.Session;
import io.selfscale.inference.runtime.SessionSettings;
import io.selfscale.inference.runtime.Tensor;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the nodes of the graphs are placed, and what a step moves and launches, with stub CUDA libraries. */
class ModelCudaStubTest {

    private static final Device CUDA = Device.cuda(0);

    /** Logits of a step that leave the device, each with its id. */
    private static final int LARGEST = ModelExporter.defaultTopLogits(Precision.BF16);

    @TempDir
    static Path folder;

    private static CudaStub stub;
    private static OnnxRuntime runtime;
    private static Checkpoint checkpoint;

    @BeforeAll
    static void loadTheStubs() throws IOException, InterruptedException {
        stub = CudaStub.load();
        runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties().withLogLevel(LogLevel.FATAL));
        TinyModel.write(folder.resolve("model"), 1);
        checkpoint = Checkpoint.open(folder.resolve("model"));
    }

    @AfterAll
    static void nothingIsLeftOpen() {
        if (runtime != null) {
            assertThat(runtime.openHandles()).isZero();
            runtime.close();
        }
    }

    private static ExportedModel exported(Precision precision) {
        Path graphs = folder.resolve(precision.name());
        ModelExporter.export(checkpoint, graphs, precision);
        return ExportedModel.open(graphs, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void everyNodeIsPlacedOnTheDevice(Precision precision) {
        ExportedModel model = exported(precision);
        SessionSettings settings = VisionLanguageModel.sessions(model, CUDA, 1)
                .withConfig(SessionSettings.RECORD_ASSIGNMENTS, "1")
                .withConfig(SessionSettings.NO_CPU_FALLBACK, "1");
        for (byte[] graph : List.of(model.vision(), model.decoder())) {
            try (Session session = runtime.createSession(graph, settings)) {
                assertThat(session.assignments())
                        .isNotEmpty()
                        .extracting(NodeAssignment::provider)
                        .containsOnly("CUDAExecutionProvider");
            }
        }
    }

    /** Launches of a step: what they are now, so that they may fall and not rise. */
    @ParameterizedTest
    @CsvSource({"FP16, 19, 12", "BF16, 19, 12"})
    void aStepMovesItsTokenAndNoCache(Precision precision, int launchesPerLayer, int launchesBeside) {
        TextConfig text = checkpoint.config().text();
        ExportedModel exported = exported(precision);
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer());
                VisionLanguageModel model = VisionLanguageModel.load(
                        runtime, exported, tokenizer, new ModelSettings(CUDA, 1, 1 << 30), Ticker.system())) {
            Prompt prompt = prompt(tokenizer);
            int length = prompt.encoded().length();
            try (Decoding decoding = model.decoding(length + 8, LARGEST)) {
                model.prefill(decoding, prompt, length - 1).close();
                decoding.step(1, length, RunSettings.DEFAULT);
                stub.reset();
                decoding.step(2, length + 1, RunSettings.DEFAULT);
                long half = text.headDim() / 2;
                // The id, two rows of angles, the length and the row that is wanted; the total length stays on the
                // host.
                long in = 8 + 2 * half * 4 + 4 + 16;
                // Some kernels are told sizes of their inputs, a few bytes each.
                assertThat(stub.counter("h2d_bytes")).isBetween(in, in + 128);
                assertThat(stub.counter("d2h_bytes")).isEqualTo(LARGEST * 12L);
                assertThat(stub.counter("d2d_bytes")).isZero();
                long launches = stub.counter("kernel_launches") + stub.counter("library_calls");
                System.out.printf(
                        "%s: %d kernel launches a step, %d of them of cuBLAS, in %d layers; %d bytes in, %d out%n",
                        precision,
                        launches,
                        stub.counter("library_calls"),
                        text.layers(),
                        stub.counter("h2d_bytes"),
                        stub.counter("d2h_bytes"));
                assertThat(launches).isLessThanOrEqualTo((long) launchesPerLayer * text.layers() + launchesBeside);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void whatTheTowerMadeStaysOnTheDevice(Precision precision) {
        try (Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer());
                VisionLanguageModel model = VisionLanguageModel.load(
                        runtime,
                        exported(precision),
                        tokenizer,
                        new ModelSettings(CUDA, 1, 1 << 30),
                        Ticker.system())) {
            Prompt prompt = prompt(tokenizer);
            model.encode(prompt, RunSettings.DEFAULT).close();
            stub.reset();
            try (VisualFeatures features = model.encode(prompt, RunSettings.DEFAULT)) {
                Tensor deepstack = Objects.requireNonNull(features.deepstack());
                assertThat(features.features().device()).isEqualTo(CUDA);
                assertThat(deepstack.device()).isEqualTo(CUDA);
                assertThat(stub.counter("d2h_bytes")).isZero();
            }
        }
    }

    private static Prompt prompt(Tokenizer tokenizer) {
        RgbImage image = new RgbImage(96, 64, new byte[3 * 96 * 64]);
        return MultimodalProcessor.of(checkpoint, tokenizer, Runnable::run)
                .process(
                        List.of(new Message(
                                Role.USER, List.of(new Part.Image("picture"), new Part.Text("What is this?")))),
                        List.of(image),
                        List.of(),
                        ChatOptions.defaults());
    }
}
