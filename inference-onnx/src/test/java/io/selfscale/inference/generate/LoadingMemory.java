package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.checkpoint.ElementType;
import io.selfscale.inference.checkpoint.tiny.WideModel;
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
import java.util.Locale;
import java.util.Optional;

/**
 * Prints how the memory of this process grows while a model is loaded on the CPU and answers, by Linux's account of it.
 * {@link LoadingMemoryTest} runs it with a small model; for figures of a larger one run it by hand: {@code write F32|BF16
 * tied|untied LAYERS FOLDER}, then {@code load FOLDER} in a process that has done nothing else.
 */
final class LoadingMemory {

    /** What the line after loading begins with. */
    static final String LOADED = "both graphs loaded";

    /** What the line before loading begins with. */
    static final String BEFORE = "before";

    private static final double MIB = 1L << 20;

    private LoadingMemory() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("write")) {
            long bytes = write(
                    Path.of(arguments[4]),
                    ElementType.valueOf(arguments[1]),
                    arguments[2].equals("tied"),
                    Integer.parseInt(arguments[3]));
            System.out.printf(Locale.ROOT, "%.1f MiB of weights%n", bytes / MIB);
        } else {
            load(Path.of(arguments[1]));
        }
    }

    /** Writes and exports a checkpoint; returns the size of its weights, in bytes. */
    static long write(Path folder, ElementType type, boolean tied, int layers) throws IOException {
        long bytes = WideModel.write(folder, type, tied, layers);
        ModelExporter.export(Checkpoint.open(folder), ModelExporter.defaultFolder(folder), Precision.FP32);
        return bytes;
    }

    private static void load(Path folder) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-20s %8s %8s %8s %8s   (MiB; %.1f of weights)%n",
                "",
                "RssAnon",
                "RssFile",
                "VmRSS",
                "VmHWM",
                Files.size(folder.resolve("model.safetensors")) / MIB);
        try (OnnxRuntime runtime = OnnxRuntime.open(RuntimeSettings.fromSystemProperties())) {
            ExportedModel exported = ExportedModel.open(ModelExporter.defaultFolder(folder), Optional.empty());
            try (Tokenizer tokenizer = Tokenizer.open(exported.checkpoint().tokenizer())) {
                print(BEFORE);
                try (VisionLanguageModel model = VisionLanguageModel.load(
                        runtime,
                        exported,
                        tokenizer,
                        new ModelSettings(Device.CPU, 2, Long.MAX_VALUE),
                        Ticker.system())) {
                    print(LOADED);
                    answer(model, MultimodalProcessor.of(exported.checkpoint(), tokenizer, Runnable::run));
                    print("one token answered");
                }
                print("model closed");
            }
        }
    }

    private static void answer(VisionLanguageModel model, MultimodalProcessor processor) {
        Prompt prompt = processor.process(
                List.of(new Message(Role.USER, List.of(new Part.Image("a"), new Part.Text("What is this?")))),
                List.of(new RgbImage(96, 64, new byte[96 * 64 * 3])),
                List.of(),
                ChatOptions.defaults());
        model.answer(prompt, AnswerSettings.of(1, Sampling.greedy()), text -> {}, new Cancellation());
    }

    private static void print(String moment) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        System.out.printf(
                Locale.ROOT,
                "%-20s %8.1f %8.1f %8.1f %8.1f%n",
                moment,
                mebibytes(status, "RssAnon:"),
                mebibytes(status, "RssFile:"),
                mebibytes(status, "VmRSS:"),
                mebibytes(status, "VmHWM:"));
    }

    private static double mebibytes(List<String> status, String key) throws IOException {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no " + key));
    }
}
