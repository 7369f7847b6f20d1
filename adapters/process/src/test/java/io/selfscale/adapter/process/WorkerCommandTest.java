package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {

    @Test
    void fillsInEveryPlaceholderInArgumentsAndVariables() {
        WorkerCommand command = new WorkerCommand(
                List.of("run", "--listen=127.0.0.1:{port}", "{index}/{id}", "plain"),
                Map.of("DEVICE", "cuda:{device}", "FIXED", "$1\\"),
                List.of("4", "7"));

        Launch launch = command.launch("w-5", 3, 8080);

        assertThat(command.problems()).isEmpty();
        assertThat(launch.command()).containsExactly("run", "--listen=127.0.0.1:8080", "3/w-5", "plain");
        assertThat(launch.environment()).isEqualTo(Map.of("DEVICE", "cuda:7", "FIXED", "$1\\"));
    }

    @Test
    void leavesBracesOfOtherLanguagesAlone() {
        WorkerCommand command =
                new WorkerCommand(List.of("sh", "-c", "echo ${port} {} {1,2} {\"a\": 1} {A}"), Map.of(), List.of());

        assertThat(command.problems()).isEmpty();
        assertThat(command.launch("w-1", 0, 1).command().get(2))
                .isEqualTo(command.words().get(2));
    }

    @Test
    void reportsEveryProblem() {
        WorkerCommand command =
                new WorkerCommand(List.of("run{port}", "{prot}", "{device}"), Map.of("X", "{gpu}"), List.of());

        assertThat(command.problems())
                .containsExactly(
                        "the program of a worker command must not have placeholders but was 'run{port}'",
                        "placeholders must be {port}, {index}, {device} or {id} but one was {prot} in '{prot}'",
                        "{device} needs at least one device but none was given, in '{device}'",
                        "placeholders must be {port}, {index}, {device} or {id} but one was {gpu} in '{gpu}'");
    }
}
