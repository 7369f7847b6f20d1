package io.selfscale.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.selfscale.adapter.yaml.PolicyDiff.Change;
import io.selfscale.adapter.yaml.finding.Finding;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private PolicyFiles files;

    @BeforeEach
    void write() throws IOException {
        first = Files.writeString(folder.resolve("first.yaml"), Policies.MINIMAL);
        second = Files.writeString(
                folder.resolve("second.yaml"), Policies.MINIMAL.replace("photo-service", "thumbnails"));
        files = new PolicyFiles(List.of(first, second));
    }

    @Test
    void usesEverythingOrNothing() throws IOException {
        assertThat(files.current()).isEmpty();

        PolicyReload reload = files.reload();

        assertThat(reload.isApplied()).isTrue();
        assertThat(reload.diffs())
                .extracting(PolicyDiff::target, PolicyDiff::kind)
                .containsExactly(
                        tuple("photo-service", PolicyDiff.Kind.ADDED), tuple("thumbnails", PolicyDiff.Kind.ADDED));
        assertThat(files.current()).containsOnlyKeys("photo-service", "thumbnails");
    }

    @Test
    void tellsWhatChangedAndWhichWindowsRemainGood() throws IOException {
        files.reload();
        Files.writeString(
                first,
                "# a comment, and another order of keys, are no change\n"
                        + Policies.MINIMAL
                                .replace("replicas: {min: 2, max: 10}", "replicas: {max: 12, min: 2}")
                                .replace("below: 30%, for: 30m", "below: 30%, for: 20m")
                        + "outsideChange: adopt\n");

        PolicyReload reload = files.reload();

        assertThat(reload.diffs()).hasSize(1);
        assertThat(reload.diffs().get(0).changes())
                .containsExactly(
                        new Change("replicas.max", "10", "12"),
                        new Change("policies[0].threshold.in.for", "30m", "20m"),
                        new Change("outsideChange", null, "adopt"));
        assertThat(reload.diffs().get(0).keptWindows())
                .containsExactly(new SignalWindow(Signal.ratio("gpu_utilization"), Duration.ofMinutes(5)));
        assertThat(files.current().get("photo-service"))
                .isNotNull()
                .satisfies(
                        document -> assertThat(document.spec().target().max()).isEqualTo(12));
    }

    @Test
    void aBrokenEditChangesNothing() throws IOException {
        files.reload();
        Map<String, PolicyDocument> before = files.current();
        // The first file is a good change, the second one is broken: neither is used.
        Files.writeString(first, Policies.MINIMAL.replace("max: 10", "max: 20"));
        for (String broken : List.of("max: ten", "max: [", "mx: 10")) {
            Files.writeString(second, Policies.MINIMAL.replace("max: 10", broken));

            PolicyReload reload = files.reload();

            assertThat(reload.isApplied()).isFalse();
            assertThat(reload.findings()).anyMatch(Finding::isError);
            assertThat(files.current()).isSameAs(before);
        }
    }

    @Test
    void aFileThatIsEmptyForAMomentTakesNothingAway() throws IOException {
        files.reload();
        Files.writeString(second, "");

        assertThat(files.reload().isApplied()).isFalse();
        assertThat(files.current()).containsOnlyKeys("photo-service", "thumbnails");
    }

    @Test
    void twoFilesAboutOneTargetAreRefused() throws IOException {
        Files.writeString(second, Policies.MINIMAL);

        PolicyReload reload = files.reload();

        assertThat(reload.isApplied()).isFalse();
        assertThat(reload.findings()).extracting(Finding::code).containsExactly("DUPLICATE_TARGET");
        assertThat(reload.findings().get(0).file()).endsWith("second.yaml");
    }

    @Test
    void aFileThatCannotBeReadChangesNothing() throws IOException {
        files.reload();
        Files.delete(second);

        assertThatThrownBy(files::reload).isInstanceOf(IOException.class);
        assertThat(files.current()).hasSize(2);
    }

    @Test
    void aTargetThatIsTakenOutOfAFileIsReportedAsGone() throws IOException {
        Files.writeString(first, Policies.MINIMAL + "---\n" + Policies.MINIMAL.replace("photo-service", "third"));
        files.reload();
        Files.writeString(first, Policies.MINIMAL);

        assertThat(files.reload().diffs())
                .containsExactly(new PolicyDiff("third", PolicyDiff.Kind.REMOVED, List.of(), List.of()));
    }
}
