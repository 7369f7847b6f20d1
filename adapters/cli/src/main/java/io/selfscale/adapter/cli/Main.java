package io.selfscale.adapter.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;

/** The entry point of the {@code selfscale} command. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the virtual machine with its exit code: 0 done, 1 failed, 2 not understood, 130
     * interrupted.
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        // picocli's own writers assume UTF-8; the terminal may not.
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        return SelfscaleCommand.commandLine(out, err, Map.copyOf(System.getenv()))
                .execute(arguments);
    }
}
