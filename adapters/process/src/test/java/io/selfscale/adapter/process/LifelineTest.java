package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LifelineTest {
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void workersEndWhenTheirParentIsKilled() throws Exception {
        Process parent = lonelyParent();
        List<Long> pids = readPids(parent);
        // The two workers and the lifeline itself.
        List<Long> children =
                parent.toHandle().children().map(ProcessHandle::pid).toList();
        assertThat(children).hasSize(3).containsAll(pids);

        parent.destroyForcibly();

        for (long pid : children) {
            ProcessTable.awaitEnd(pid);
        }
        assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workersEndWhenTheirParentLeavesWithoutClosingThePool() throws Exception {
        Process parent = lonelyParent("exit");
        List<Long> children = new ArrayList<>(readPids(parent));
        parent.toHandle().children().forEach(child -> children.add(child.pid()));

        parent.getOutputStream().close();

        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(parent.exitValue()).isZero();
        for (long pid : children) {
            ProcessTable.awaitEnd(pid);
        }
    }

    @Test
    void aLifelineThatSomebodyKilledIsReplaced() throws Exception {
        Process parent = lonelyParent();
        List<Long> pids = readPids(parent);
        ProcessHandle lifeline = parent.toHandle()
                .children()
                .filter(child -> !pids.contains(child.pid()))
                .findFirst()
                .orElseThrow();
        try (BufferedReader log = parent.errorReader()) {
            assertThat(lifeline.destroyForcibly()).isTrue();
            String line = log.readLine();
            while (line != null && !line.contains("had ended and is replaced")) {
                line = log.readLine();
            }
            assertThat(line).contains("the lifeline of 2 workers, process " + lifeline.pid());
        }

        parent.destroyForcibly();

        for (long pid : pids) {
            ProcessTable.awaitEnd(pid);
        }
    }

    @Test
    void aLifelineKillsWhatIsGuardedWhenItIsClosed() throws Exception {
        Process guarded = idler();
        Process released = idler();
        try (Lifeline lifeline = new Lifeline()) {
            lifeline.guard(guarded);
            lifeline.guard(released);
            lifeline.release(released);
        }

        assertThat(guarded.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(guarded.exitValue()).isEqualTo(137);
        assertThat(released.isAlive()).isTrue();
    }

    @Test
    void signalsThatATerminalSendsDoNotEndALifeline() throws Exception {
        Process guarded = idler();
        Lifeline lifeline = new Lifeline();
        lifeline.guard(guarded);
        long pid = lifeline.pid();
        for (String signal : List.of("HUP", "INT", "TERM")) {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid).start();
            assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        lifeline.close();

        assertThat(guarded.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lifeline.pid()).isEqualTo(-1);
    }

    /** A number that is used again is played by a process of which the script is told a wrong start. */
    @Test
    void aProcessThatGotTheNumberOfAWorkerIsNotKilled() throws Exception {
        Process stranger = idler();
        Process worker = idler();
        List<String> command = new ArrayList<>(ShellScript.command("lifeline.sh", "test"));
        String script = command.get(2);
        String told = "workers=' " + stranger.pid() + ":12345'";
        assertThat(script).contains("\nworkers=\n");
        command.set(2, script.replaceFirst("\nworkers=\n", "\n" + told + "\n"));
        Process shell = new ProcessBuilder(command).start();
        started.add(shell);
        shell.getOutputStream().write(("guard " + worker.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        shell.getOutputStream().close();

        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void aShellThatIsNeverToldToGoDoesNotRunItsWorker() throws Exception {
        List<String> command = new ArrayList<>(ShellScript.command("worker.sh", "test"));
        command.addAll(List.of("tail", "-f", "/dev/null"));
        Process shell = new ProcessBuilder(command).start();
        started.add(shell);
        shell.getOutputStream().close();

        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isEqualTo(1);
    }

    private Process idler() throws IOException {
        Process process = new ProcessBuilder("tail", "-f", "/dev/null").start();
        started.add(process);
        return process;
    }

    private Process lonelyParent(String... arguments) throws IOException {
        Process parent = new ProcessBuilder(JavaWorkers.command(LonelyParent.class, arguments)).start();
        started.add(parent);
        return parent;
    }

    private static List<Long> readPids(Process parent) throws IOException {
        BufferedReader output = parent.inputReader();
        return List.of(readPid(output), readPid(output));
    }

    private static long readPid(BufferedReader output) throws IOException {
        return Long.parseLong(Objects.requireNonNull(output.readLine(), "the parent ended too early"));
    }
}
