package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ReplayCommandTest {

    private Path folder;

    private Path journal;

    @BeforeAll
    void writeJournal(@TempDir Path folder) throws Exception {
        this.folder = folder;
        journal = JournalFixture.write(folder.resolve("journal.jsonl"));
    }

    /** Returns the lines of the journal without their checksums, as an earlier version wrote them. */
    private List<String> unsealed() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
            lines.add(line.replaceFirst(",\"crc\":\"[0-9a-f]+\"}$", "}"));
        }
        return lines;
    }

    @Test
    void findsAJournalEqualToWhatIsDecidedAgain() {
        CommandLineRun run = CommandLineRun.of("replay", journal.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .isEqualTo("720 decisions (3 changes) and 7 states of 1 run computed again: no difference"
                        + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void countsARunThatBeginsWithoutASnapshot() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(journal, StandardCharsets.UTF_8));
        lines.removeIf(line -> line.startsWith("{\"type\":\"snapshot\""));
        Path without = Files.write(folder.resolve("no-snapshot.jsonl"), lines);

        CommandLineRun run = CommandLineRun.of("replay", without.toString());

        assertThat(run.out()).startsWith("720 decisions (3 changes) and 0 states of 1 run computed again: ");
    }

    @Test
    void countsOneStateAsOne() throws Exception {
        List<String> lines = new ArrayList<>();
        int snapshots = 0;
        for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
            snapshots += line.startsWith("{\"type\":\"snapshot\"") ? 1 : 0;
            lines.add(line);
            if (snapshots == 2) {
                break;
            }
        }
        Path beginning = Files.write(folder.resolve("beginning.jsonl"), lines);

        assertThat(CommandLineRun.of("replay", beginning.toString()).out()).contains(" and 1 state of 1 run ");
    }

    @Test
    void namesLineAndFieldOfARecordThatWasChanged() throws Exception {
        List<String> lines = unsealed();
        int at = 0;
        while (!lines.get(at).contains("\"from\":1,\"to\":3")) {
            at++;
        }
        lines.set(at, lines.get(at).replace("\"from\":1,\"to\":3", "\"from\":1,\"to\":2"));
        Path changed = Files.write(folder.resolve("changed.jsonl"), lines);

        CommandLineRun run = CommandLineRun.of("replay", changed.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("changed.jsonl:" + (at + 1) + ": to was 2, is 3")
                .contains("1 differs");
    }

    @Test
    void namesTheFieldOfAStateThatWasChanged() throws Exception {
        List<String> lines = unsealed();
        int at = lines.size() - 1;
        while (!lines.get(at).startsWith("{\"type\":\"snapshot\"")) {
            at--;
        }
        lines.set(at, lines.get(at).replace("\"requested\":", "\"requested\":1"));
        Path changed = Files.write(folder.resolve("state.jsonl"), lines);

        CommandLineRun run = CommandLineRun.of("replay", changed.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("state.jsonl:" + (at + 1) + ": state.requested was 1");
    }

    @Test
    void showsWhatAnotherPolicyWouldHaveDecided() throws Exception {
        Path policy = Files.writeString(
                folder.resolve("quicker.yaml"), JournalFixture.POLICY.replace("above: 10", "above: 30"));

        CommandLineRun run = CommandLineRun.of("replay", "--policy", policy.toString(), journal.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(" differ");
    }

    @Test
    void saysWhatItCannotDecideAgain() throws Exception {
        Path without = JournalFixture.writeWithoutPolicy(folder.resolve("without.jsonl"));
        Path foreign = Files.write(
                folder.resolve("foreign.jsonl"),
                unsealed().stream()
                        .map(line -> line.replace("- threshold:", "- oracle:"))
                        .toList());

        CommandLineRun run = CommandLineRun.of("replay", without.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("can be computed again: the journal holds no specification; --policy FILE");
        CommandLineRun other = CommandLineRun.of("replay", foreign.toString());
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("its specification cannot be used", "oracle");
    }

    @Test
    void damageIsADifferenceAndNoJournalIsNone() throws Exception {
        List<String> lines = Files.readAllLines(journal, StandardCharsets.UTF_8);
        lines.set(99, lines.get(99).replace("nanos", "nonas"));
        Path damaged = Files.write(folder.resolve("damaged.jsonl"), lines);

        CommandLineRun run = CommandLineRun.of("replay", damaged.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the journal is damaged: ", "damaged.jsonl:100: ");
        assertThat(CommandLineRun.of("replay", "nowhere.jsonl").exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("replay").exitCode()).isEqualTo(2);
    }
}
