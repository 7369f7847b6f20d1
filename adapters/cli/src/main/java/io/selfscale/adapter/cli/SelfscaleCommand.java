package io.selfscale.adapter.cli;

import io.selfscale.adapter.cli.backtest.BacktestCommand;
import io.selfscale.adapter.cli.demo.DemoCommand;
import io.selfscale.adapter.cli.explain.ExplainCommand;
import io.selfscale.adapter.cli.inference.ExportCommand;
import io.selfscale.adapter.cli.inference.GenerateCommand;
import io.selfscale.adapter.cli.inference.TinyModelCommand;
import io.selfscale.adapter.cli.lint.LintCommand;
import io.selfscale.adapter.cli.replay.ReplayCommand;
import io.selfscale.adapter.cli.tune.TuneCommand;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The root command: knows the other ones, and answers {@code --help} and {@code --version}. */
@Command(
        name = "selfscale",
        versionProvider = ManifestVersion.class,
        subcommands = {
            DemoCommand.class,
            LintCommand.class,
            BacktestCommand.class,
            TuneCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            ExportCommand.class,
            GenerateCommand.class,
            TinyModelCommand.class
        },
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Decides how many replicas a service should run, tells why, and hosts the model that they run.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "selfscale [--help] [--version] COMMAND [OPTIONS]",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Start here:",
            "  selfscale demo                 a service that scales itself, in 90 seconds",
            "  selfscale demo --help          what the demo can be told",
            "  selfscale lint FILE...         what is wrong with a policy, before the night",
            "  selfscale backtest --help      what a policy would do with your traffic",
            "  selfscale tune --help          which numbers would be better, and what they are worth",
            "  selfscale explain JOURNAL      why it scaled, what would have changed it, what made it slow",
            "  selfscale replay JOURNAL       decide a journal again, and compare bit for bit",
            "  selfscale export CHECKPOINT    ONNX graphs of a Qwen3-VL model, without Python",
            "  selfscale generate --help      ask a model about images",
            "",
            "Exit codes: 0 done, 1 failed, 2 not understood, 130 interrupted.",
            "NO_COLOR=1 switches colours off, SELFSCALE_DEBUG=1 shows stack traces."
        })
final class SelfscaleCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * Returns the whole command line.
     *
     * @param out where results go
     * @param err where errors go, one line each
     * @param environment variables of the process
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        boolean debug = "1".equals(environment.get("SELFSCALE_DEBUG"));
        ErrorLines errors = new ErrorLines(debug);
        return new CommandLine(new SelfscaleCommand())
                .setOut(out)
                .setErr(err)
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false)
                .setParameterExceptionHandler(errors::onBadArguments)
                .setExecutionExceptionHandler(errors::onFailure);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing; expected one of: " + ErrorLines.commands(spec));
    }
}
