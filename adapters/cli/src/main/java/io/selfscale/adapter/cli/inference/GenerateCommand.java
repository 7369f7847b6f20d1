package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.cli.stop.StopSignal;
import io.selfscale.inference.generate.Answer;
import io.selfscale.inference.generate.AnswerSettings;
import io.selfscale.inference.generate.FinishReason;
import io.selfscale.inference.generate.LoadPlan;
import io.selfscale.inference.generate.ModelSettings;
import io.selfscale.inference.generate.MultimodalProcessor;
import io.selfscale.inference.generate.Prompt;
import io.selfscale.inference.generate.VisionLanguageModel;
import io.selfscale.inference.graph.ExportedModel;
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
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code selfscale generate}. */
@Command(
        name = "generate",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Ask a model about images, or about nothing but text.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale generate --model DIR [--image FILE...] --prompt TEXT [OPTIONS]",
        descriptionHeading = "%n",
        description = {
            "Loads a Qwen3-VL model, and prints its answer as it is made. Images stand before the text, in the order in"
                    + " which they are given. Nothing leaves this machine."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:answered, in full or up to a limit",
            "1:the model, an image or the run-time library is not what is needed",
            "2:the call cannot be understood",
            "130:interrupted; what was answered by then is printed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale generate --model Qwen3-VL-2B-Instruct --image photo.jpg --prompt 'What is for sale here?'",
            "  selfscale generate --model graphs --image a.png b.png --prompt 'What differs?' --temperature 0",
            "  selfscale generate --model tiny --prompt Hello --stats"
        })
public final class GenerateCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description =
                    "A folder written by selfscale export, or a checkpoint, which is then exported into the cache first.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String model;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Where the checkpoint of an exported model is now, if it was moved.")
    private @Nullable String checkpoint;

    @Option(
            names = "--image",
            arity = "1..*",
            paramLabel = "FILE",
            description = "One image or several: PNG, JPEG, WebP, GIF (its first frame) or BMP.")
    private final List<String> images = new ArrayList<>();

    @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "What to ask.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String prompt;

    @Option(names = "--system", paramLabel = "TEXT", description = "What the model is told before. Default: nothing.")
    private @Nullable String system;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Longest answer, in tokens. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 512;

    @Mixin
    private final SamplingOptions sampling = new SamplingOptions();

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer; may be given several times.")
    private final List<String> stops = new ArrayList<>();

    @Option(
            names = "--image-size",
            paramLabel = "WxH",
            description =
                    "Images with a larger area are made smaller, such as 1024x768. Default: the checkpoint's limit.")
    private @Nullable String imageSize;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu or cuda; auto takes CUDA if it can be used. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads on the CPU; 0 for one per core. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--stats", description = "Print to the error stream what it took.")
    private boolean stats;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Creates the command; picocli fills it in. */
    public GenerateCommand() {}

    @Override
    public Integer call() {
        Path folder = ModelFailures.folder(model, "the folder of a model");
        Optional<Path> moved =
                Optional.ofNullable(checkpoint).map(name -> ModelFailures.folder(name, "the folder of a checkpoint"));
        Optional<Long> maxArea = Optional.ofNullable(imageSize).map(ImageSizeText::area);
        if (maxNewTokens < 1) {
            throw new UsageException("--max-new-tokens is " + maxNewTokens + "; expected at least 1");
        }
        if (threads < 0) {
            throw new UsageException("--threads is " + threads + "; expected at least 0");
        }
        if (stops.contains("")) {
            throw new UsageException("--stop is empty; expected a text");
        }
        Ticker ticker = Ticker.system();
        PrintWriter notices = spec.commandLine().getErr();
        List<RgbImage> pictures = ModelFailures.told(() -> new ImageFiles(ticker).read(images));
        RuntimeSettings settings = RuntimeSettings.fromSystemProperties();
        long begin = ticker.nanos();
        return ModelFailures.told(() -> {
            try (OnnxRuntime runtime = OnnxRuntime.open(settings)) {
                Device chosen = DeviceChoice.of(device, runtime, line -> notice(notices, line));
                ExportedModel exported = new ModelFinder(settings.cacheFolder(), line -> notice(notices, line))
                        .find(folder, moved, chosen);
                LoadPlan plan = LoadPlan.of(exported.checkpoint(), exported.precision());
                if (plan.expandedBytes() > 0) {
                    notice(notices, plan.describe());
                }
                try (Tokenizer tokenizer = Tokenizer.open(exported.checkpoint().tokenizer());
                        VisionLanguageModel loaded = VisionLanguageModel.load(
                                runtime,
                                exported,
                                tokenizer,
                                new ModelSettings(chosen, threads, AvailableMemory.bytes()),
                                ticker)) {
                    MultimodalProcessor processor =
                            MultimodalProcessor.of(exported.checkpoint(), tokenizer, Runnable::run);
                    MultimodalProcessor capped =
                            maxArea.map(processor::withMaxArea).orElse(processor);
                    Prompt asked = capped.process(messages(), pictures, List.of(), ChatOptions.defaults());
                    long loading = ticker.nanos() - begin;
                    Answer answer = answer(loaded, asked, exported);
                    if (stats) {
                        notices.print(AnswerStatistics.of(answer, loading, runtime.version(), chosen, exported));
                        notices.flush();
                    }
                    return answer.finish() == FinishReason.CANCELLED ? INTERRUPTED : 0;
                }
            }
        });
    }

    private Answer answer(VisionLanguageModel loaded, Prompt asked, ExportedModel exported) {
        PrintWriter out = spec.commandLine().getOut();
        AnswerSettings settings = AnswerSettings.of(
                        maxNewTokens, sampling.sampling(exported.checkpoint().generation()))
                .withStops(stops);
        try (StopSignal stop = StopSignal.listening("generate")) {
            Cancellation cancellation = new Cancellation();
            var unused = stop.requested().thenRun(cancellation::cancel);
            Answer answer = loaded.answer(
                    asked,
                    settings,
                    text -> {
                        out.print(text);
                        out.flush();
                    },
                    cancellation);
            out.println();
            out.flush();
            return answer;
        }
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        if (system != null) {
            messages.add(Message.of(Role.SYSTEM, system));
        }
        List<Part> parts = new ArrayList<>();
        for (String image : images) {
            parts.add(new Part.Image(image));
        }
        parts.add(new Part.Text(prompt));
        messages.add(new Message(Role.USER, parts));
        return messages;
    }

    private static void notice(PrintWriter notices, String line) {
        notices.println("selfscale: " + line);
        notices.flush();
    }
}
