package io.selfscale.adapter.cli.demo.worker;

import io.selfscale.policy.spi.Ticker;
import java.io.IOException;
import java.util.List;

/**
 * The entry point of a worker process. Prints nothing unless something is wrong, and then one line on the error stream:
 * exit code 2 if its command line is not understood, 1 if it cannot listen. On SIGTERM it finishes what it has.
 */
public final class WorkerMain {

    /**
     * Flags for the virtual machine of a worker: quick to start, small, with a plain compiler whose work is soon done,
     * so that its speed is steady; and connections that stay open longer than a demo lasts, so that none is closed just
     * when a request comes.
     */
    public static final List<String> JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx160m",
            "-Xshare:auto",
            "-Dsun.net.httpserver.nodelay=true",
            "-Dsun.net.httpserver.idleInterval=3600",
            "-Djava.awt.headless=true");

    private WorkerMain() {}

    /** Runs a worker: {@code --port N [--cpu-share X] [--startup-delay SECONDS] [--index N]}. */
    public static void main(String[] arguments) {
        WorkerSettings settings;
        try {
            settings = WorkerSettings.parse(arguments);
        } catch (IllegalArgumentException e) {
            fail(2, String.valueOf(e.getMessage()));
            return;
        }
        try {
            WorkerServer worker = WorkerServer.start(settings, Ticker.system());
            // The threads of the server keep the process alive.
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "worker-shutdown"));
        } catch (IOException e) {
            fail(1, "cannot listen on 127.0.0.1:" + settings.port() + ": " + e.getMessage());
        }
    }

    private static void fail(int exitCode, String message) {
        System.err.println("selfscale worker: " + message);
        System.exit(exitCode);
    }
}
