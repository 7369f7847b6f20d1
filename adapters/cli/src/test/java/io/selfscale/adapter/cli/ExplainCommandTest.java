package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ExplainCommandTest {

    private Path folder;

    private String journal;

    @BeforeAll
    void writeJournal(@TempDir Path folder) throws Exception {
        this.folder = folder;
        journal = JournalFixture.write(folder.resolve("journal.jsonl")).toString();
    }

    private static JsonNode json(CommandLineRun run) {
        assertThat(run.exitCode()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    private static void assertRefused(CommandLineRun run, int exitCode, String... parts) {
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains(parts);
    }

    @Test
    void tellsEachChangeInABlockAndSumsUpWhatLiesBetween() {
        CommandLineRun run = CommandLineRun.of("explain", journal);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("2026-11-11T20:10:55Z shop: 1 -> 3 (out), a policy wants more (waiting)")
                .contains("  else     with waiting below 10 units it would have stayed at 1")
                .contains("... ", " decisions in ", " s kept 3: ")
                .contains("shop: 3 -> 2 (in)")
                .contains("  else     with waiting above 2 units it would have stayed at 3");
        assertThat(run.out()).as("colour is for terminals").doesNotContain("\u001B");
    }

    @Test
    void tellsTheLastChangesOnly() {
        CommandLineRun run = CommandLineRun.of("explain", "--last", "1", journal);

        assertThat(run.out().lines().filter(line -> line.contains(" -> ") && line.startsWith("2026")))
                .hasSize(1);
        assertThat(run.out()).contains("shop: 2 -> 1 (in)");
    }

    @Test
    void tellsAHoldAtATimeOfDayAndWhatWouldHaveEndedIt() {
        CommandLineRun run = CommandLineRun.of("explain", "--at", "20:08:02", journal);

        assertThat(run.out())
                .contains("2026-11-11T20:08:00Z shop: stays at 1")
                .contains("  since    2026-11-11T20:00:05Z: 96 decisions in 475.0 s kept the count")
                .contains("  else     with waiting above 10 units it would have scaled to 3");
    }

    @Test
    void tellsTheDecisionAtAnInstant() {
        assertThat(CommandLineRun.of("explain", "--at", "2026-11-11T20:10:55Z", journal)
                        .out())
                .startsWith("2026-11-11T20:10:55Z shop: 1 -> 3 (out)");
    }

    /** What is printed is cut to milliseconds; who copies it asks for that decision and not for the one before. */
    @Test
    void findsADecisionAtTheTimeThatItPrints() throws Exception {
        Path finer = folder.resolve("finer.jsonl");
        Files.writeString(
                finer,
                Files.readString(Path.of(journal))
                        .replaceAll(",\"crc\":\"[0-9a-f]+\"}", "}")
                        .replace("2026-11-11T20:10:55Z", "2026-11-11T20:10:55.285957319Z"));

        CommandLineRun run = CommandLineRun.of("explain", "--at", "2026-11-11T20:10:55.285Z", finer.toString());

        assertThat(run.out()).startsWith("2026-11-11T20:10:55.285Z shop: 1 -> 3 (out)");
    }

    @Test
    void tellsTheSameAsJson() {
        JsonNode whole = json(CommandLineRun.of("explain", "--json", "--last", "3", journal));

        assertThat(whole.get("target").asString()).isEqualTo("shop");
        assertThat(whole.get("decisions").size()).isEqualTo(3);
        JsonNode first = whole.get("decisions").get(0);
        assertThat(first.get("decision").get("from").asInt()).isEqualTo(1);
        assertThat(first.get("decision").get("to").asInt()).isEqualTo(3);
        assertThat(first.get("explain").asString()).contains("bound by nothing");
        assertThat(first.get("counterfactuals").get(0).get("text").asString())
                .isEqualTo("with waiting below 10 units it would have stayed at 1");
    }

    @Test
    void tellsWhereTheTimeOfAScaleOutWent() {
        CommandLineRun run = CommandLineRun.of("explain", "--slow", journal);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("shop: 1 -> 3, ready 100 s after the need began (100 % attributed)")
                .contains("window: waiting", "start-up: default: pull image", "start-up: default: load weights")
                .contains("  setting: window of waiting 60 s -> 12 s would have saved 48 s")
                .contains("1 scale-out in all: window 55 %, start-up 45 %");
    }

    @Test
    void tellsWhereTheTimeWentAsJson() {
        JsonNode delay = json(CommandLineRun.of("explain", "--slow", "--json", journal))
                .get("scale_outs")
                .get(0);

        assertThat(delay.get("seconds").asDouble()).isEqualTo(100);
        assertThat(delay.get("attributed").asDouble()).isEqualTo(1);
        assertThat(delay.get("savings").get(0).get("setting").asString()).isEqualTo("window of waiting");
    }

    @Test
    void explainsFromTheRecordsAloneWhereTheJournalHoldsNoPolicy() throws Exception {
        String without = JournalFixture.writeWithoutPolicy(folder.resolve("without.jsonl"))
                .toString();

        CommandLineRun run = CommandLineRun.of("explain", without);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("told from the records alone").contains("the journal holds no specification");
        assertThat(run.out()).contains("shop: 1 -> 3 (out)").doesNotContain("  else ");
        assertThat(CommandLineRun.of("explain", "--slow", without).out())
                .contains("ready 100 s after the need began (100 % attributed)");
    }

    @Test
    void takesThePolicyFromAFileWhereTheJournalHoldsNone() throws Exception {
        Path without = JournalFixture.writeWithoutPolicy(folder.resolve("beside.jsonl"));
        Path policy = Files.writeString(folder.resolve("policy.yaml"), JournalFixture.POLICY);

        CommandLineRun run = CommandLineRun.of("explain", "--policy", policy.toString(), without.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("  else     with waiting below 10 units it would have stayed at 1");
    }

    @Test
    void refusesWhatIsNoJournal() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "buy bread\n");
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");

        assertRefused(CommandLineRun.of("explain", "nowhere.jsonl"), 2, "there is no file nowhere.jsonl");
        assertRefused(CommandLineRun.of("explain", folder.toString()), 2, "is a folder; expected a journal");
        assertRefused(CommandLineRun.of("explain", text.toString()), 2, "notes.txt is not a journal: line 1: ");
        assertRefused(CommandLineRun.of("explain", empty.toString()), 2, "holds no line of a journal");
        assertRefused(CommandLineRun.of("explain"), 2, "JOURNAL", "see selfscale explain --help");
    }

    @Test
    void namesTheLineThatIsDamaged() throws Exception {
        List<String> lines = Files.readAllLines(Path.of(journal), StandardCharsets.UTF_8);
        lines.set(299, lines.get(299).replace("nanos", "nonas"));
        Path damaged = Files.write(folder.resolve("damaged.jsonl"), lines);

        assertRefused(CommandLineRun.of("explain", damaged.toString()), 1, "the journal is damaged: ", ".jsonl:300: ");
    }

    @Test
    void refusesOptionsThatCannotBeMeant() {
        assertRefused(CommandLineRun.of("explain", "--at", "noon", journal), 2, "--at must be a moment", "'noon'");
        assertRefused(
                CommandLineRun.of("explain", "--at", "2027-01-01T00:00:00Z", journal),
                2,
                "outside of what the journal covers: 2026-11-11T20:00:05Z to 2026-11-11T21:00:00Z");
        assertRefused(CommandLineRun.of("explain", "--last", "0", journal), 2, "--last must be at least 1");
        assertRefused(CommandLineRun.of("explain", "--at", "20:08", "--slow", journal), 2, "--at tells one decision");
    }
}
