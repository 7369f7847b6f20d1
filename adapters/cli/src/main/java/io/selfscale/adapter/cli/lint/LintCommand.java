package io.selfscale.adapter.cli.lint;

import io.selfscale.adapter.cli.failure.UsageException;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.adapter.yaml.finding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code selfscale lint}. */
@Command(
        name = "lint",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Verify policy files without running them.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale lint [OPTIONS] FILE...",
        descriptionHeading = "%n",
        description = {
            "Reads Selfscale policies, HorizontalPodAutoscaler manifests and KEDA ScaledObjects, and reports what is wrong,"
                    + " what can never take effect, what flaps and how long a reaction takes, each with its numbers. A"
                    + " model of the service is run to see whether the count comes to rest under constant loads.",
            "One line for each finding: FILE:LINE:COL severity CODE message. The codes are explained in docs/lint.md."
        },
        parameterListHeading = "%nFiles:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no finding is an error",
            "1:a finding is an error; a file that is not valid is one",
            "2:the call cannot be understood, or a file cannot be read"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  selfscale lint policy.yaml",
            "  selfscale lint --remedies examples/*.yaml",
            "  selfscale lint --tolerate 5m --json policy.yaml"
        })
public final class LintCommand implements Callable<Integer> {

    private static final Pattern DURATION = Pattern.compile("(?=.)(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Policy files.")
    private final List<String> files = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON list instead of lines.")
    private boolean json;

    @Option(names = "--remedies", description = "Add an indented line to each finding that says what to do.")
    private boolean remedies;

    @Option(
            names = "--tolerate",
            paramLabel = "TIME",
            description =
                    "Time for which an objective may be missed, such as 90s or 5m: a reaction that takes longer is a"
                            + " warning.")
    private @Nullable String tolerate;

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
    public LintCommand() {}

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "a file is missing; expected one policy file or more");
        }
        Duration tolerated = tolerate == null ? null : tolerated(tolerate);
        List<Finding> findings = new ArrayList<>();
        for (String file : files) {
            findings.addAll(findings(file, tolerated));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(FindingJson.of(findings));
            out.flush();
        } else {
            new FindingText(out, Ansi.AUTO, remedies).write(findings);
            PrintWriter err = spec.commandLine().getErr();
            err.println(FindingText.summary(files.size(), findings));
            err.flush();
        }
        return FindingText.count(findings, Severity.ERROR) == 0 ? 0 : 1;
    }

    private static List<Finding> findings(String name, @Nullable Duration tolerated) {
        if (name.isBlank()) {
            throw new UsageException("'" + name + "' cannot be the name of a file");
        }
        try {
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                throw new UsageException(name + " is a folder; expected a policy file");
            }
            return LintedFile.findings(file, tolerated);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + name, e);
        } catch (AccessDeniedException e) {
            throw new UsageException(name + " may not be read", e);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + name + "' cannot be the name of a file", e);
        } catch (IOException e) {
            throw new UsageException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Duration tolerated(String text) {
        String expected = "--tolerate must be a time above zero, such as 90s or 5m, but was '" + text + "'";
        if (!DURATION.matcher(text).matches()) {
            throw new UsageException(expected);
        }
        try {
            Duration duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (duration.isZero()) {
                throw new UsageException(expected);
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new UsageException(expected, e);
        }
    }
}
