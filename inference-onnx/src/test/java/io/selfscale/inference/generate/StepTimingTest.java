package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.policy.spi.Ticker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a step costs beside ONNX Runtime: printed, not judged. Runs with {@code -Dselfscale.timing=true} only, on a machine
 * that does nothing else.
 */
class StepTimingTest {

    private static final int TOKENS = 2000;

    @Test
    void printsWhatAStepCostsBesideTheRun(@TempDir Path folder) {
        assumeTrue(Boolean.getBoolean("selfscale.timing"), "a measurement, made with -Dselfscale.timing=true");
        TinyModel.write(folder.resolve("model"), 1);
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("model"));
        ModelExporter.export(checkpoint, folder.resolve("graphs"), Precision.FP32);
        try (OnnxRuntime runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties());
                Tokenizer tokenizer = Tokenizer.open(checkpoint.tokenizer());
                VisionLanguageModel model = VisionLanguageModel.load(
                        runtime,
                        ExportedModel.open(folder.resolve("graphs"), Optional.empty()),
                        tokenizer,
                        new ModelSettings(Device.CPU, 1, 1 << 30),
                        Ticker.system())) {
            Prompt prompt = MultimodalProcessor.of(checkpoint, tokenizer, Runnable::run)
                    .process(List.of(Message.of(Role.USER, "Hello")), List.of(), List.of(), ChatOptions.defaults());
            for (String way : List.of("greedy", "drawn")) {
                for (int round = 0; round < 5; round++) {
                    Answer answer = model.answer(
                            prompt,
                            AnswerSettings.of(TOKENS, way.equals("greedy") ? greedy(checkpoint) : drawn(checkpoint)),
                            text -> {},
                            new Cancellation());
                    assertThat(answer.ids()).hasSize(TOKENS);
                    System.out.printf(
                            "%s, round %d: %.1f us a token, %.1f us of them outside ONNX Runtime%n",
                            way,
                            round,
                            answer.times().decode().toNanos()
                                    / 1e3
                                    / answer.times().steps(),
                            answer.times().outside().toNanos()
                                    / 1e3
                                    / answer.times().steps());
                }
            }
        }
    }

    private static Sampling greedy(Checkpoint checkpoint) {
        Map<Integer, Double> never = new HashMap<>();
        checkpoint.generation().endTokenIds().forEach(id -> never.put(id, -1e9));
        return Sampling.greedy().withLogitBias(never);
    }

    private static Sampling drawn(Checkpoint checkpoint) {
        return greedy(checkpoint)
                .withTemperature(1)
                .withTopP(0.9)
                .withRepetitionPenalty(1.1)
                .withSeed(1);
    }
}
