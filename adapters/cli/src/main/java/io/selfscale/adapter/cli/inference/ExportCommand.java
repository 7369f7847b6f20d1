package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.checkpoint.Checkpoint;
import io.selfscale.inference.graph.ModelExporter;
import io.selfscale.inference.graph.Precision;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code selfscale export}. */
@Command(
        name = "export",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Make ONNX graphs of a Qwen3-VL checkpoint, without Python and without a copy of its weights.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale export CHECKPOINT [--out DIR] [--precision fp32|fp16|bf16] [--top-logits K]",
        descriptionHeading = "%n",
        description = {
            "Reads the configuration and the headers of the safetensors files, and writes vision.onnx, decoder.onnx and"
                    + " model.json: less than a megabyte, whose weights point into the files of the checkpoint. Folders of"
                    + " the Hugging Face cache are taken as they are.",
            "fp32 is for the CPU, fp16 and bf16 are for CUDA. Weights that are stored otherwise are converted when the"
                    + " model is loaded."
        },
        parameterListHeading = "%nCheckpoint:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:the checkpoint is not one that is supported, or the folder cannot be written to",
            "2:the call cannot be understood"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale export Qwen3-VL-2B-Instruct",
            "  selfscale export Qwen3-VL-8B-Instruct --precision bf16 --out graphs"
        })
public final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CHECKPOINT", description = "A folder in the Hugging Face layout, with config.json.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String checkpoint;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write. Default: selfscale in the checkpoint.")
    private @Nullable String out;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "What to compute in: fp32, fp16 or bf16. Default: ${DEFAULT-VALUE}.")
    private String precision = "fp32";

    @Option(
            names = "--top-logits",
            paramLabel = "K",
            description =
                    "Let the decoder give its K largest logits as an output of their own, for steps that need no others;"
                            + " 0 for none. Default: 64 for fp16 and bf16, 0 for fp32.")
    private @Nullable Integer topLogits;

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
    public ExportCommand() {}

    @Override
    public Integer call() {
        Path folder = ModelFailures.folder(checkpoint, "the folder of a checkpoint");
        Precision chosen = precision(precision);
        Path target = out == null ? ModelExporter.defaultFolder(folder) : ModelFailures.path(out, "a folder");
        int largest = topLogits == null ? ModelExporter.defaultTopLogits(chosen) : topLogits;
        if (largest < 0) {
            throw new UsageException("--top-logits is " + largest + "; expected at least 0");
        }
        long bytes = ModelFailures.told(() -> ModelExporter.export(Checkpoint.open(folder), target, chosen, largest));
        PrintWriter lines = spec.commandLine().getOut();
        lines.println(String.format(
                Locale.ROOT, "%s: vision.onnx, decoder.onnx and model.json, %.2f MB in all", target, bytes / 1e6));
        lines.flush();
        return 0;
    }

    private static Precision precision(String name) {
        return Arrays.stream(Precision.values())
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--precision is " + name + "; expected "
                        + Arrays.stream(Precision.values())
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
