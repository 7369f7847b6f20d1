package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPoolBuilderTest {

    @Test
    void buildsAPoolFromACommandAlone() {
        try (ProcessPool pool = ProcessPool.builder("workers")
                .command(List.of("sh", "-c", "exit 0"))
                .build()) {
            assertThat(pool.name()).isEqualTo("workers");
            assertThat(pool.inventory().replicas()).isEmpty();
            assertThat(pool.workers()).isEmpty();
        }
    }

    @Test
    void reportsAProgramThatIsNotOnThePath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessPool.builder("w")
                        .command(List.of("no-such-program"))
                        .build())
                .withMessage("worker command not found: 'no-such-program' (looked in PATH); expected an executable");
    }

    @Test
    void reportsAPathThatIsNotAProgram() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ProcessPool.builder("w").command(List.of("./no/such")).build())
                .withMessage("worker command not found: './no/such'; expected an executable");
    }

    @Test
    void reportsEverythingThatIsWrong() {
        ProcessPoolBuilder builder = ProcessPool.builder("a b")
                .maxReplicas(0)
                .readiness("ready", Duration.ZERO)
                .startDeadline(Duration.ofSeconds(-1))
                .terminateDeadline(Duration.ofSeconds(-1))
                .crashBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1))
                .keepEnded(Duration.ofSeconds(59));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContainingAll(
                        "letter or digit, but was 'a b'; ",
                        "maxReplicas must be at least 1 but was 0; ",
                        "begins with '/', such as /ready, but was 'ready'; ",
                        "the readiness interval must be positive but was PT0S; ",
                        "startDeadline must be positive but was PT-1S; ",
                        "terminateDeadline must not be negative but was PT-1S; ",
                        "the longest crashBackoff must be at least the first, PT2S, but was PT1S; ",
                        "keepEnded must be at least PT1M but was PT59S; ",
                        "a process pool needs a worker command");
    }

    @Test
    void reportsAReadinessPathThatIsNoPartOfAUrl() {
        ProcessPoolBuilder builder =
                ProcessPool.builder("w").command(List.of("sh")).readiness("/a b", Duration.ofSeconds(1));

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("but was '/a b'");
    }

    @Test
    void reportsAnOutputFolderThatCannotBeMade(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ProcessPoolBuilder builder =
                ProcessPool.builder("w").command(List.of("sh")).output(file.resolve("inside"));

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageStartingWith("the output folder must be writable but '" + file.resolve("inside") + "'");
    }
}
