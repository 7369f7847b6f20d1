package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.worker.WorkerMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command that starts a worker: the demo's own one on this Java and class path, or the one that was given. */
final class WorkerTemplate {

    private WorkerTemplate() {}

    /**
     * Returns the command as a template.
     *
     * @param javaHome where this Java is installed
     * @param classPath the class path of this process
     */
    static List<String> of(FleetSettings fleet, Path javaHome, String classPath) {
        if (!fleet.command().isEmpty()) {
            return fleet.command();
        }
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(WorkerMain.JVM_FLAGS);
        command.addAll(List.of("-cp", classPath, WorkerMain.class.getName()));
        command.addAll(List.of("--port", "{port}", "--index", "{index}"));
        command.addAll(List.of("--cpu-share", plain(fleet.cpuShare())));
        command.addAll(List.of("--startup-delay", plain(Durations.seconds(fleet.startupDelay()))));
        return List.copyOf(command);
    }

    private static String plain(double value) {
        return String.format(Locale.ROOT, "%s", value);
    }
}
