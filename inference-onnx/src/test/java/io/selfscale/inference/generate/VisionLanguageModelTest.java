package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.PromptException;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.policy.spi.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisionLanguageModelTest {

    @TempDir
    static Path folder;

    private static Checkpoint checkpoint;
    private static ExportedModel exported;

    /** Moves by a second whenever it is looked at. */
    private final AtomicLong seconds = new AtomicLong();

    private final Ticker ticker = () -> seconds.incrementAndGet() * 1_000_000_000L;
    private OnnxRuntime runtime;
    private Tokenizer tokenizer;
    private VisionLanguageModel model;

    @BeforeAll
    static void exportAModel() {
        TinyModel.write(folder.resolve("model"), 1);
        checkpoint = Checkpoint.open(folder.resolve("model"));
        ModelExporter.export(checkpoint, folder.resolve("graphs"), Precision.FP32);
        exported = ExportedModel.open(folder.resolve("graphs"), Optional.empty());
    }

    @BeforeEach
    void load() {
        runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties());
        tokenizer = Tokenizer.open(checkpoint.tokenizer());
        model = VisionLanguageModel.load(
                runtime, exported, tokenizer, new ModelSettings(Device.CPU, 1, 1 << 30), ticker);
    }

    @AfterEach
    void closeAndCheckForLeaks() {
        model.close();
        tokenizer.close();
        assertThat(runtime.openHandles()).isZero();
        runtime.close();
    }

    private Prompt prompt(String text) {
        return MultimodalProcessor.of(checkpoint, tokenizer, Runnable::run)
                .process(List.of(Message.of(Role.USER, text)), List.of(), List.of(), ChatOptions.defaults());
    }

    /** Never ends by itself. */
    private static Sampling endless() {
        Map<Integer, Double> never = new HashMap<>();
        checkpoint.generation().endTokenIds().forEach(id -> never.put(id, -1e9));
        return Sampling.greedy().withTemperature(1).withSeed(3).withLogitBias(never);
    }

    private Answer answer(AnswerSettings settings) {
        return model.answer(prompt("Hello"), settings, text -> {}, new Cancellation());
    }

    @Test
    void anAnswerEndsAtTheMostTokens() {
        Answer answer = answer(AnswerSettings.of(7, endless()));
        assertThat(answer.ids()).hasSize(7);
        assertThat(answer.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.times().steps()).isEqualTo(6);
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndAnotherOneAnother() {
        Answer first = answer(AnswerSettings.of(20, endless()));
        assertThat(answer(AnswerSettings.of(20, endless())).ids()).isEqualTo(first.ids());
        assertThat(answer(AnswerSettings.of(20, endless().withSeed(4))).ids()).isNotEqualTo(first.ids());
    }

    @Test
    void theLargestLogitsOfTheGraphGiveTheSameAnswer() {
        ModelExporter.export(checkpoint, folder.resolve("largest"), Precision.FP32, 32);
        try (VisionLanguageModel largest = VisionLanguageModel.load(
                runtime,
                ExportedModel.open(folder.resolve("largest"), Optional.empty()),
                tokenizer,
                new ModelSettings(Device.CPU, 1, 1 << 30),
                ticker)) {
            for (Sampling sampling : List.of(
                    Sampling.greedy(),
                    Sampling.greedy()
                            .withTemperature(1.2)
                            .withTopK(20)
                            .withTopP(0.9)
                            .withSeed(8),
                    endless())) {
                AnswerSettings settings = AnswerSettings.of(40, sampling);
                Answer answer = largest.answer(prompt("Hello"), settings, text -> {}, new Cancellation());
                assertThat(answer.ids()).isEqualTo(answer(settings).ids());
            }
        }
    }

    @Test
    void aStopStringIsNotPartOfTheAnswer() {
        Answer whole = answer(AnswerSettings.of(30, endless()));
        String stop = whole.text().substring(5, 8);
        List<String> pieces = new ArrayList<>();
        Answer cut = model.answer(
                prompt("Hello"),
                AnswerSettings.of(30, endless()).withStops(List.of(stop)),
                pieces::add,
                new Cancellation());
        assertThat(cut.text()).isEqualTo(whole.text().substring(0, whole.text().indexOf(stop)));
        assertThat(cut.finish()).isEqualTo(FinishReason.STOP);
        assertThat(String.join("", pieces)).isEqualTo(cut.text());
    }

    @Test
    void aCancelledAnswerKeepsWhatWasSaid() {
        Cancellation cancellation = new Cancellation();
        List<String> pieces = new ArrayList<>();
        Answer answer = model.answer(
                prompt("Hello"),
                AnswerSettings.of(1000, endless()),
                text -> {
                    pieces.add(text);
                    if (pieces.size() == 3) {
                        cancellation.cancel();
                    }
                },
                cancellation);
        assertThat(answer.finish()).isEqualTo(FinishReason.CANCELLED);
        assertThat(answer.ids()).hasSizeLessThan(50);
        assertThat(answer.text()).startsWith(String.join("", pieces.subList(0, 3)));
    }

    @Test
    void anAnswerThatIsCancelledBeforeItBeginsIsEmpty() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Answer answer = model.answer(prompt("Hello"), AnswerSettings.of(10, endless()), text -> {}, cancellation);
        assertThat(answer.finish()).isEqualTo(FinishReason.CANCELLED);
        assertThat(answer.ids()).isEmpty();
    }

    @Test
    void theTimeLimitIsLookedAtBeforeEachStep() {
        Answer answer = answer(AnswerSettings.of(1000, endless()).withTimeLimit(Duration.ofSeconds(60)));
        assertThat(answer.finish()).isEqualTo(FinishReason.TIME_LIMIT);
        assertThat(answer.ids()).hasSizeBetween(2, 60);
    }

    @Test
    void whatTheCallerThrowsLeavesNothingOpen() {
        assertThatThrownBy(() -> model.answer(
                        prompt("Hello"),
                        AnswerSettings.of(1000, endless()),
                        text -> {
                            throw new IllegalStateException("the reader is gone");
                        },
                        new Cancellation()))
                .hasMessage("the reader is gone");
    }

    @Test
    void aPromptThatIsLongerThanTheContextIsRefused() {
        String text = "word ".repeat(checkpoint.config().text().maxPositions());
        assertThatThrownBy(() -> prompt(text))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("at most " + checkpoint.config().text().maxPositions());
    }

    @Test
    void graphsForCudaAreNotLoadedOnTheCpu() {
        ModelExporter.export(checkpoint, folder.resolve("half"), Precision.FP16);
        ExportedModel half = ExportedModel.open(folder.resolve("half"), Optional.empty());
        assertThatThrownBy(() -> VisionLanguageModel.load(
                        runtime, half, tokenizer, new ModelSettings(Device.CPU, 1, 1 << 30), ticker))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining("fp16")
                .hasMessageContaining("--precision fp32");
    }

    @Test
    void weightsThatWouldNotFitIntoMemoryAreRefusedBeforehand() {
        Path stored = folder.resolve("bf16");
        TinyModel.write(stored, 1, ElementType.BF16);
        Checkpoint small = Checkpoint.open(stored);
        ModelExporter.export(small, folder.resolve("expanded"), Precision.FP32);
        ExportedModel expanded = ExportedModel.open(folder.resolve("expanded"), Optional.empty());
        LoadPlan plan = LoadPlan.of(small, Precision.FP32);
        // The embedding, which is not the head here, stays in its 16 bits.
        assertThat(plan.expandedBytes() + 2 * plan.mappedBytes())
                .isEqualTo(LoadPlan.of(checkpoint, Precision.FP32).mappedBytes());
        assertThatThrownBy(() -> VisionLanguageModel.load(
                        runtime,
                        expanded,
                        tokenizer,
                        new ModelSettings(Device.CPU, 1, plan.expandedBytes() - 1),
                        ticker))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining("GiB are free");
    }
}
