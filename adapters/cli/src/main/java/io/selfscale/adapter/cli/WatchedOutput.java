package io.selfscale.adapter.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * An output that remembers why it could not be written. Print writers swallow that, and a command whose result went to a
 * full disk would report success. Confined to one thread at a time, as the writer above it sees to.
 */
final class WatchedOutput extends OutputStream {

    private final OutputStream out;
    private volatile @Nullable IOException failure;

    WatchedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        try {
            out.write(octet);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private IOException remembered(IOException e) {
        failure = e;
        return e;
    }

    /**
     * Flushes, and returns the exit code of a command: what it returned, or 1 in place of 0 if its output is not all
     * there. A reader that has seen enough, such as {@code head}, is no failure.
     *
     * @param exitCode what the command returned
     * @param writer what the command wrote to, above this output
     * @param err told in one line why the output is not all there
     */
    int exitCode(int exitCode, PrintWriter writer, PrintWriter err) {
        writer.flush();
        IOException problem = failure;
        if (problem == null || String.valueOf(problem.getMessage()).contains("Broken pipe")) {
            return exitCode;
        }
        err.println("selfscale: the output cannot be written: " + problem.getMessage());
        err.flush();
        return exitCode == 0 ? ErrorLines.FAILED : exitCode;
    }
}
