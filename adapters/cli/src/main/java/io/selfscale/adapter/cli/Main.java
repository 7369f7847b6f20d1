package io.selfscale.adapter.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
        // System.out would swallow that a disk is full.
        WatchedOutput output = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(output, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int exitCode = SelfscaleCommand.commandLine(out, err, Map.copyOf(System.getenv()))
                .execute(arguments);
        return output.exitCode(exitCode, out, err);
    }
}
