package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class BacktestJournalTest {

    private static final Pattern DECIMALS = Pattern.compile("\\.\\d+");

    private Path folder;
    private String journal;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        this.folder = folder;
        journal = JournalFixture.writeWithLoad(folder.resolve("live.jsonl")).toString();
    }

    private static CommandLineRun backtest(String... arguments) {
        return CommandLineRun.of(
                Stream.concat(Stream.of("backtest"), Stream.of(arguments)).toArray(String[]::new));
    }

    private CommandLineRun against(String... options) {
        return backtest(Stream.concat(Stream.of("--policy", "hpa-0.4", "--journal", journal), Stream.of(options))
                .toArray(String[]::new));
    }

    private static void assertRefused(CommandLineRun run, String... parts) {
        assertThat(run.err()).startsWith("selfscale: ").contains(parts);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void tellsTheWorldThatItMadeOfTheJournal() {
        CommandLineRun run = against("--slots", "2", "--lag", "10s");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("\nworld     that of the journal\nservice   2 slots (--slots)\n")
                .contains(
                        "\npools     default, start-up 2 measured starts, p50 45 s, p95 45 s, 4 per replica and hour\n")
                .contains("\ncontrol   a decision every 5s on what is 10s old\n")
                .doesNotContain("pools of its own");
    }

    @Test
    void showsAsManyDecimalsInEachColumnOfCosts() {
        CommandLineRun run = against("--price", "0.3");
        List<String> rows = run.out()
                .lines()
                .filter(line -> line.startsWith("cost") || line.startsWith("replica-hours"))
                .toList();

        assertThat(rows).hasSize(3).allSatisfy(row -> {
            List<Integer> decimals = DECIMALS.matcher(row.substring(20))
                    .results()
                    .map(match -> match.group().length())
                    .toList();
            assertThat(decimals).hasSize(2).containsOnly(decimals.get(0));
        });
        assertThat(run.out())
                .containsPattern(
                        "\nhpa-0\\.4 against the recorded policy: cost [+-]\\d\\.\\d{4} \\([+-]\\d+\\.\\d %\\),"
                                + " attained [+-]\\d+\\.\\d\\d points, \\d+ (more|fewer) actions?\n");
    }

    @Test
    void whatTheJournalItselfTellsCannotBeGiven() {
        assertRefused(
                against("--offered-load", "4"),
                "--offered-load is for --trace and --prometheus-range; a journal tells the load and the service itself");
        assertRefused(against("--from", "1h", "--hours", "2"), "--from, --hours are for --trace");
    }

    @Test
    void whatCouldNotBeServedIsRefusedWithTheNumbers() {
        assertRefused(
                against("--max", "1"),
                journal + " cannot be served within the SLO by any policy: it keeps 1.",
                " replicas of the live service busy on average, each with one slot, and there may be 1 (--max); give a"
                        + " larger --max, or a larger --slots if a replica serves several requests together");
        assertRefused(
                against("--slo", "latency<=10ms:90%"),
                "the live service cannot meet latency<=10ms:90%: even alone on a replica, ");
        assertRefused(against("--tick", "1ms"), "--tick 1ms would make 3,5");
    }

    @Test
    void aDamagedJournalIsAFileThatCannotBeUsed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(journal)));
        lines.set(7, "garbage");
        String damaged = Files.write(folder.resolve("damaged.jsonl"), lines).toString();

        assertRefused(
                backtest("--policy", "hpa-0.4", "--journal", damaged), "the journal is damaged: " + damaged + ":8: ");
        String empty = Files.writeString(folder.resolve("empty.jsonl"), "").toString();
        assertRefused(backtest("--policy", "hpa-0.4", "--journal", empty), empty + " holds no line of a journal");
    }
}
