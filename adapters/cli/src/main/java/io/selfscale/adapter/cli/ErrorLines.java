package io.selfscale.adapter.cli;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.adapter.cli.failure.UsageException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Turns whatever goes wrong into one line on the error stream and an exit code. */
final class ErrorLines {

    static final int FAILED = 1;
    static final int NOT_UNDERSTOOD = 2;
    static final int INTERRUPTED = 130;

    private final boolean debug;

    ErrorLines(boolean debug) {
        this.debug = debug;
    }

    /** Reports a command line that cannot be understood. */
    int onBadArguments(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine commandLine = problem.getCommandLine();
        String command = commandLine.getCommandSpec().qualifiedName(" ");
        line(commandLine.getErr(), describe(problem) + " (see " + command + " --help)");
        trace(commandLine.getErr(), problem);
        return NOT_UNDERSTOOD;
    }

    /** Reports a command that failed, or was asked for something impossible. */
    int onFailure(Exception problem, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (problem instanceof UsageException) {
            line(err, message(problem));
            trace(err, problem);
            return NOT_UNDERSTOOD;
        }
        if (problem instanceof CommandFailedException) {
            line(err, message(problem));
            trace(err, problem);
            return FAILED;
        }
        line(err, "unexpected failure: " + problem + hint());
        trace(err, problem);
        return FAILED;
    }

    /** Returns the names of the commands below one, separated by commas. */
    static String commands(CommandSpec spec) {
        return String.join(", ", spec.subcommands().keySet());
    }

    private static String describe(CommandLine.ParameterException problem) {
        CommandSpec spec = problem.getCommandLine().getCommandSpec();
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                return "unknown option '" + word + "' of " + spec.qualifiedName(" ") + suggestion(unmatched);
            }
            return spec.subcommands().isEmpty()
                    ? "unexpected argument '" + word + "'; " + spec.qualifiedName(" ") + " takes " + arguments(spec)
                    : "unknown command '" + word + "'; expected one of: " + commands(spec);
        }
        if (problem instanceof CommandLine.OverwrittenOptionException overwritten) {
            return name(overwritten.getOverwritten()) + " may be given once only";
        }
        return message(problem);
    }

    private static String arguments(CommandSpec spec) {
        return spec.positionalParameters().isEmpty()
                ? "options only"
                : "one " + spec.positionalParameters().get(0).paramLabel();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String suggestion(CommandLine.UnmatchedArgumentException unmatched) {
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
    }

    private String hint() {
        return debug ? "" : " (SELFSCALE_DEBUG=1 shows where)";
    }

    private static void line(PrintWriter err, String text) {
        err.println("selfscale: " + text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?"));
        err.flush();
    }

    private void trace(PrintWriter err, Throwable problem) {
        if (debug) {
            problem.printStackTrace(err);
            err.flush();
        }
    }

    private static String message(Throwable problem) {
        @Nullable String message = problem.getMessage();
        return message == null ? problem.toString() : message;
    }
}
