package io.selfscale.adapter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command in this virtual machine.
 *
 * @param exitCode what it returned
 * @param out what it printed
 * @param err what it reported
 */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(String... arguments) {
        return of(Map.of(), line -> {}, arguments);
    }

    static CommandLineRun of(Map<String, String> environment, String... arguments) {
        return of(environment, line -> {}, arguments);
    }

    /** Runs the command; each line that it prints is also handed on at once. */
    static CommandLineRun of(Map<String, String> environment, Consumer<String> lines, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter told = new PrintWriter(out) {
            @Override
            public void println(@Nullable String line) {
                super.println(line);
                lines.accept(String.valueOf(line));
            }
        };
        int exitCode = SelfscaleCommand.commandLine(told, new PrintWriter(err), environment)
                .execute(arguments);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
