package io.selfscale.adapter.simulation.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRerunTest {

    @TempDir
    Path folder;

    private RecordedRun recorded() throws IOException {
        return RecordedRun.of(
                SampleService.POLICY, SampleService.demand(1), SampleService.WORLD, folder.resolve("live.jsonl"));
    }

    @Test
    void decidesAsItDidLive() throws IOException {
        RecordedRun live = recorded();
        JournalRerun.Report report = JournalRerun.of(live.entries(), text -> live.spec());
        assertThat(report.decisions()).isEqualTo(live.run().ticks().size());
        assertThat(report.changes()).isGreaterThan(4);
        assertThat(report.differences()).isEmpty();
        assertThat(report.differing()).isZero();
    }

    @Test
    void decidesAsItDidInTheSecondLifeOfAJournal() throws IOException {
        RecordedRun first = recorded();
        RecordedRun second = recorded();
        assertThat(second.entries()).hasSize(2 * first.entries().size());
        JournalRerun.Report report = JournalRerun.of(second.entries(), text -> second.spec());
        assertThat(report.decisions()).isEqualTo(2 * first.run().ticks().size());
        assertThat(report.differing()).isZero();
    }

    @Test
    void findsWhatAnotherPolicyWouldHaveDecided() throws IOException {
        RecordedRun live = recorded();
        RecordedRun other = RecordedRun.of(
                SampleService.GREEDY, SampleService.demand(1), SampleService.WORLD, folder.resolve("other.jsonl"));
        JournalRerun.Report report = JournalRerun.of(live.entries(), text -> other.spec());
        assertThat(report.differing()).isPositive();
        assertThat(report.differences()).isNotEmpty().hasSizeLessThanOrEqualTo(JournalRerun.MOST_LISTED);
        assertThat(report.differences().get(0)).startsWith("line ").contains(" was recorded, ");
    }

    @Test
    void findsALostObservation() throws IOException {
        RecordedRun live = recorded();
        List<JournalEntry> entries = new ArrayList<>(live.entries());
        // Some while the count changes: the state is then another one.
        entries.removeIf(entry -> entry instanceof JournalEntry.Decided decided
                && decided.observation().nanos() > 600e9
                && decided.observation().nanos() < 900e9);
        assertThat(JournalRerun.of(entries, text -> live.spec()).differing()).isPositive();
    }

    @Test
    void needsToKnowWhatDecided() throws IOException {
        RecordedRun live = recorded();
        List<JournalEntry> entries = new ArrayList<>(live.entries());
        entries.removeIf(JournalEntry.Specification.class::isInstance);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalRerun.of(entries, text -> live.spec()))
                .withMessageContaining("needs the specification");
    }
}
