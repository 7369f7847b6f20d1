package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One short demo with real worker processes, one of which is killed as soon as a second one is there. What it shows is
 * asserted from its report.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoEndToEndTest {

    private static final Pattern READY = Pattern.compile("READY worker=(\\S+) pid=(\\d+) port=\\d+ startup=[\\d.]+s");

    private final List<Long> pids = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong killed = new AtomicLong();
    private CommandLineRun run;
    private JsonNode report;
    private List<String> journalLines;
    private Path journal;

    @BeforeAll
    void runOnce(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.json");
        journal = folder.resolve("journal.jsonl");
        run = CommandLineRun.of(
                Map.of(),
                this::onLine,
                "demo",
                "--plain",
                "--seconds",
                "10",
                "--report",
                file.toString(),
                "--journal",
                journal.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        report = JsonMapper.shared().readTree(Files.readString(file));
        journalLines = Files.readAllLines(journal);
    }

    private void onLine(String line) {
        Matcher ready = READY.matcher(line);
        if (ready.matches()) {
            long pid = Long.parseLong(group(ready, 2));
            pids.add(pid);
            if (group(ready, 1).equals("workers-2")) {
                killed.set(pid);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static String group(Matcher matcher, int number) {
        return Objects.requireNonNull(matcher.group(number));
    }

    @Test
    void scalesOutUnderTheBurstAndInAfterIt() {
        assertThat(report.get("scale_outs").asInt()).isPositive();
        assertThat(report.get("scale_ins").asInt()).isPositive();
        JsonNode timeline = report.get("replicas").get("timeline");
        JsonNode last = timeline.get(timeline.size() - 1);
        assertThat(last.get(1).asInt()).isEqualTo(1);
        assertThat(last.get(2).asInt()).isEqualTo(1);
    }

    @Test
    void losesNoRequestAlthoughAWorkerIsKilled() {
        JsonNode requests = report.get("requests");
        long offered = requests.get("offered").asLong();
        long completed = requests.get("completed").asLong();
        long rejected = requests.get("rejected").asLong();

        assertThat(requests.get("failed").asLong()).isZero();
        assertThat(requests.get("lost").asLong()).isZero();
        assertThat(completed).isGreaterThan(100);
        assertThat(offered).isEqualTo(completed + rejected);
    }

    @Test
    void replacesTheWorkerThatIsKilled() {
        assertThat(killed).hasPositiveValue();
        String cause = "";
        int startedAfterwards = 0;
        for (JsonNode worker : report.get("workers")) {
            if (worker.get("pid").asLong() == killed.get()) {
                cause = worker.get("cause").asString();
            } else if (!cause.isEmpty() && worker.get("ready_s").isNumber()) {
                startedAfterwards++;
            }
        }
        assertThat(cause).contains("signal 9");
        assertThat(startedAfterwards).isPositive();
    }

    @Test
    void explainsEveryChange() {
        for (JsonNode change : report.get("decisions")) {
            assertThat(change.get("from").asInt()).isNotEqualTo(change.get("to").asInt());
            assertThat(change.get("reason").asString()).isNotBlank();
            assertThat(change.get("explain").asString()).contains("policy", "over", "bound by", "replicas");
        }
        assertThat(report.get("decisions").size())
                .isEqualTo(report.get("scale_outs").asInt()
                        + report.get("scale_ins").asInt());
    }

    @Test
    void keepsAJournalOfEveryDecision() {
        assertThat(journalLines).hasSizeGreaterThan(100).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void itsJournalIsDecidedAgainInTheSimulation() {
        SimulatedJournal simulated = SimulatedJournal.of(journal);

        assertThat(simulated.rerun().changes()).isPositive();
        assertThat(simulated.rerun().differences()).isEmpty();
        // The arrivals of the record, and the same policy in the world that is made of it.
        assertThat(simulated.world().demand().size()).isGreaterThan(100);
        assertThat(simulated.again().figures().replicaHours())
                .isBetween(
                        0.6 * simulated.world().recorded().replicaHours(),
                        1.6 * simulated.world().recorded().replicaHours());
    }

    @Test
    void itsJournalIsDecidedAgainBitForBit() {
        CommandLineRun replay = CommandLineRun.of("replay", journal.toString());

        assertThat(replay.out()).contains("computed again: no difference");
        assertThat(replay.err()).isEmpty();
        assertThat(replay.exitCode()).isZero();
    }

    @Test
    void itsJournalExplainsEveryChangeAndWhatWouldHaveAvoidedIt() {
        CommandLineRun explain = CommandLineRun.of("explain", journal.toString());

        assertThat(explain.exitCode()).isZero();
        assertThat(explain.err()).isEmpty();
        assertThat(explain.out())
                .contains("demo: 1 -> 2 (out)", "bound by", "  else     with ", "it would have stayed at 1");
    }

    @Test
    void itsJournalTellsWhereTheTimeOfAScaleOutWent() {
        CommandLineRun slow = CommandLineRun.of("explain", "--slow", "--json", journal.toString());

        assertThat(slow.exitCode()).isZero();
        JsonNode scaleOuts = JsonMapper.shared().readTree(slow.out()).get("scale_outs");
        // The first worker is a scale-out before the load begins, which the report does not count.
        assertThat(scaleOuts.size())
                .isGreaterThanOrEqualTo(report.get("scale_outs").asInt());
        for (JsonNode scaleOut : scaleOuts) {
            assertThat(scaleOut.get("attributed").asDouble()).isGreaterThanOrEqualTo(0.95);
            assertThat(scaleOut.get("parts").size()).isPositive();
        }
    }

    @Test
    void leavesNoWorkerBehind() {
        assertThat(pids)
                .isNotEmpty()
                .allSatisfy(pid -> assertThat(ProcessHandle.of(pid))
                        .satisfiesAnyOf(
                                process -> assertThat(process).isEmpty(),
                                process -> assertThat(process).get().matches(handle -> !handle.isAlive())));
        for (JsonNode worker : report.get("workers")) {
            assertThat(worker.get("ended_s").isNumber()).isTrue();
            assertThat(worker.get("cause").asString()).isNotBlank();
        }
    }

    @Test
    void tellsWhatHappensInPlainLines() {
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("SCALE t="))
                .anyMatch(line -> line.startsWith("STATUS t=5.0s"))
                .anyMatch(line -> line.startsWith("ENDED worker="))
                .anyMatch(line -> line.startsWith("Report: "));
    }
}
