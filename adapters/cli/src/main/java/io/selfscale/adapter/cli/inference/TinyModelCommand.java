package io.selfscale.adapter.cli.inference;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.inference.checkpoint.tiny.TinyModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code selfscale tiny-model}. */
@Command(
        name = "tiny-model",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Write a small random checkpoint to try things with.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale tiny-model DIR [--seed N]",
        descriptionHeading = "%n",
        description = {
            "Writes a complete Qwen3-VL checkpoint of a few megabytes: configuration, tokenizer, chat template and random"
                    + " weights. It answers any question about any image, and never makes sense. The same seed writes the"
                    + " same files."
        },
        parameterListHeading = "%nFolder:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the folder cannot be written to", "2:the call cannot be understood"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale tiny-model tiny",
            "  selfscale generate --model tiny --image photo.jpg --prompt 'What is this?'"
        })
public final class TinyModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Where to write; made if need be, and empty.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String folder;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Where the random numbers begin. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

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
    public TinyModelCommand() {}

    @Override
    public Integer call() {
        Path target = ModelFailures.path(folder, "a folder");
        if (Files.exists(target) && !isEmptyFolder(target)) {
            throw new UsageException(folder + " is there already; expected a new or empty folder");
        }
        ModelFailures.told(() -> {
            TinyModel.write(target, seed);
            return target;
        });
        PrintWriter out = spec.commandLine().getOut();
        out.println(folder + ": a random model with seed " + seed + "; ask it with: selfscale generate --model "
                + folder + " --prompt Hello");
        out.flush();
        return 0;
    }

    private static boolean isEmptyFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        } catch (IOException cause) {
            throw new CommandFailedException(folder + ": cannot be listed: " + cause.getMessage(), cause);
        }
    }
}
