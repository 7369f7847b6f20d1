package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.worker.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerTemplateTest {

    @Test
    void startsTheDemosOwnWorkerOnThisJava() {
        FleetSettings fleet = new FleetSettings(1, 6, Duration.ofSeconds(20), 0.25, List.of());

        List<String> command = WorkerTemplate.of(fleet, Path.of("jdk"), "selfscale.jar");

        assertThat(command.get(0)).isEqualTo(Path.of("jdk", "bin", "java").toString());
        assertThat(command)
                .containsSequence("-cp", "selfscale.jar", WorkerMain.class.getName())
                .containsSequence("--port", "{port}", "--index", "{index}")
                .containsSequence("--cpu-share", "0.25")
                .containsSequence("--startup-delay", "20.0");
    }

    @Test
    void givesWayToACommandThatIsGiven() {
        FleetSettings fleet = new FleetSettings(1, 6, Duration.ZERO, 0.2, List.of("worker", "{port}"));

        assertThat(WorkerTemplate.of(fleet, Path.of("jdk"), "selfscale.jar")).containsExactly("worker", "{port}");
    }
}
