package io.selfscale.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import io.selfscale.inference.generate.Answer;
import io.selfscale.inference.generate.AnswerSettings;
import io.selfscale.inference.generate.ModelSettings;
import io.selfscale.inference.generate.MultimodalProcessor;
import io.selfscale.inference.generate.Prompt;
import io.selfscale.inference.generate.Sampling;
import io.selfscale.inference.generate.VisionLanguageModel;
import io.selfscale.inference.graph.ExportedModel;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import io.selfscale.inference.image.RgbImage;
import io.selfscale.inference.prompt.ChatOptions;
import io.selfscale.inference.prompt.Message;
import io.selfscale.inference.prompt.Part;
import io.selfscale.inference.prompt.Role;
import io.selfscale.inference.prompt.Tokenizer;
import io.selfscale.inference.runtime.Cancellation;
import io.selfscale.inference.runtime.Device;
import io.selfscale.inference.runtime.OnnxRuntime;
import io.selfscale.inference.runtime.RuntimeSettings;
import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the guide: it runs, and stands there as it stands here. */
class Snippets {

    @Test
    void aProgramAsksAModel(@TempDir Path place) {
        TinyModel.write(place.resolve("model"), 1);
        Path folder = place.resolve("graphs");
        ModelExporter.export(Checkpoint.open(place.resolve("model")), folder, Precision.FP32);
        RgbImage picture = new RgbImage(64, 64, new byte[3 * 64 * 64]);
        long freeBytes = 1 << 30;
        StringBuilder screen = new StringBuilder();
        // @start region="ask"
        try (OnnxRuntime runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties())) {
            ExportedModel exported = ExportedModel.open(folder, Optional.empty());
            ModelSettings settings = new ModelSettings(Device.CPU, /* threads= */ 0, freeBytes);
            try (Tokenizer tokenizer = Tokenizer.open(exported.checkpoint().tokenizer());
                    VisionLanguageModel model =
                            VisionLanguageModel.load(runtime, exported, tokenizer, settings, Ticker.system())) {
                Message question = new Message(
                        Role.USER, List.of(new Part.Image("photo.jpg"), new Part.Text("What is for sale here?")));
                Prompt prompt = MultimodalProcessor.of(exported.checkpoint(), tokenizer, Runnable::run)
                        .process(List.of(question), List.of(picture), List.of(), ChatOptions.defaults());
                Answer answer = model.answer(
                        prompt, AnswerSettings.of(256, Sampling.greedy()), screen::append, new Cancellation());
                assertThat(answer.text()).isEqualTo(screen.toString());
            }
        }
        // @end
    }

    @Test
    void theGuideShowsWhatRuns() throws IOException {
        Path root = Path.of(System.getProperty("selfscale.root", ".."));
        String guide = Files.readString(root.resolve("docs").resolve("inference.md"));
        String source =
                Files.readString(Path.of("src", "test", "java", "io", "selfscale", "inference", "Snippets.java"));
        int start = source.indexOf('\n', source.indexOf("@start region=\"ask\""));
        String code = source.substring(start, source.indexOf("// @end"));
        int shown = guide.indexOf("```java") + "```java".length();
        assertThat(words(guide.substring(shown, guide.indexOf("```", shown)))).isEqualTo(words(code));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
