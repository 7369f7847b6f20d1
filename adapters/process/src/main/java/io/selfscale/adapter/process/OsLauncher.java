package io.selfscale.adapter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts processes of the operating system that end when this virtual machine ends: each begins as a shell
 * ({@code worker.sh}) that becomes the worker when it is on the {@link Lifeline}, so that there is no moment in which it
 * could be left behind. Where there is no shell (Windows) they are started directly, and outlive a virtual machine that is
 * killed.
 */
final class OsLauncher implements WorkerLauncher {
    private static final Logger log = LoggerFactory.getLogger(OsLauncher.class);
    private static final byte[] GO = "go\n".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable Path outputDirectory;
    private final @Nullable Lifeline lifeline;

    /**
     * Creates a launcher.
     *
     * @param outputDirectory where the output of workers goes, or null to discard it
     */
    OsLauncher(@Nullable Path outputDirectory) {
        this.outputDirectory = outputDirectory;
        this.lifeline = ShellScript.isSupported() ? new Lifeline() : null;
        if (lifeline == null) {
            log.warn("there is no shell: workers will outlive this virtual machine if it is killed");
        }
    }

    @Override
    public WorkerProcess start(String id, Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        if (lifeline != null) {
            command.addAll(ShellScript.command("worker.sh", "selfscale-worker"));
        }
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(launch.environment());
        if (outputDirectory == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        } else {
            builder.redirectOutput(outputDirectory.resolve(id + ".out").toFile())
                    .redirectError(outputDirectory.resolve(id + ".err").toFile());
        }
        Process process = builder.start();
        OsProcess started = new OsProcess(process);
        if (lifeline != null) {
            guard(process, started, lifeline);
        }
        return started;
    }

    private static void guard(Process process, OsProcess started, Lifeline lifeline) throws IOException {
        try {
            lifeline.guard(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        var unused = started.exit().thenAccept(code -> lifeline.release(process));
        try (var input = process.getOutputStream()) {
            input.write(GO);
        } catch (IOException e) {
            // Somebody killed it in this moment: the pool sees it end like any other.
            log.debug("process {} ended before it became a worker", process.pid(), e);
        }
    }

    @Override
    public void close() {
        if (lifeline != null) {
            lifeline.close();
        }
    }

    /** Returns the number of the lifeline's process, or -1 if there is none. */
    long lifelinePid() {
        return lifeline == null ? -1 : lifeline.pid();
    }
}
