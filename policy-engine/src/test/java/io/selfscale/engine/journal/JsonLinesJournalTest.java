package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.RandomWorld;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import io.selfscale.policy.spi.Journal;
import io.selfscale.testkit.JournalContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every journal, and what is special about lines in a file. */
class JsonLinesJournalTest implements JournalContract {

    private static final Instant WALL_TIME = Instant.parse("2026-11-11T00:00:00Z");
    private static final Signal BUSY = Signal.ratio("busy_share");

    @TempDir
    private Path folder;

    private static ScalingSpec spec() {
        return ScalingSpec.builder(ScalingTarget.of("shop").replicas(1, 8))
                .signal(BUSY)
                .policy(ThresholdBand.on(BUSY)
                        .outAbove(0.7, Duration.ofSeconds(5))
                        .inBelow(0.3, Duration.ofSeconds(10))
                        .every(Duration.ofSeconds(2)))
                .build();
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    @Override
    public Journal open() throws IOException {
        return JsonLinesJournal.open(file());
    }

    @Override
    public int entries() throws IOException {
        return JournalReader.read(file()).size();
    }

    private static Observation observation(long nanos, String reason) {
        return Observation.of(WALL_TIME.plusNanos(nanos), nanos, Map.of(), Inventory.unknown(reason));
    }

    private static Decision decision(Observation observation) {
        return Decider.decide(spec(), State.initial(spec()), observation).decision();
    }

    private void append(String reason, int count) throws IOException {
        try (JsonLinesJournal journal = JsonLinesJournal.open(file())) {
            for (int i = 0; i < count; i++) {
                Observation observation = observation(i, reason);
                journal.decided(observation, decision(observation));
            }
        }
    }

    private static List<String> reasons(List<JournalEntry> entries) {
        List<String> reasons = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Decided decided
                    && decided.observation().inventory() instanceof Inventory.Unknown unknown) {
                reasons.add(unknown.reason());
            }
        }
        return reasons;
    }

    @Test
    void readsWhatWasAppendedInOrder() throws IOException {
        Observation observation = observation(5, "first");
        String state = new StateCodec(spec()).encode(State.initial(spec()));
        OrderOutcome outcome = new OrderOutcome("o-1", OrderOutcome.Status.PARTLY_ACCEPTED, 2, "quota");
        try (JsonLinesJournal journal = JsonLinesJournal.open(file())) {
            journal.decided(observation, decision(observation));
            journal.snapshot(WALL_TIME, state);
            journal.ordered(WALL_TIME, outcome);
        }

        List<JournalEntry> entries = JournalReader.read(file());

        assertThat(entries).hasSize(3);
        assertThat(entries.get(0)).isInstanceOfSatisfying(JournalEntry.Decided.class, decided -> {
            assertThat(decided.observation()).isEqualTo(observation);
            assertThat(decided.decision())
                    .isEqualTo(JsonReader.read(JsonWriter.write(DecisionCodec.encode(decision(observation)))));
        });
        assertThat(entries.get(1)).isEqualTo(new JournalEntry.Snapshot(state));
        assertThat(entries.get(2))
                .isInstanceOfSatisfying(
                        JournalEntry.Outcome.class,
                        read -> assertThat(JsonWriter.write(read.outcome()))
                                .isEqualTo(
                                        "{\"order\":\"o-1\",\"status\":\"PARTLY_ACCEPTED\",\"granted\":2,\"reason\":\"quota\"}"));
    }

    @Test
    void decidesAgainFromASnapshotWhatWasDecided() throws IOException {
        ScalingSpec spec = spec();
        StateCodec codec = new StateCodec(spec);
        RandomWorld world = new RandomWorld(new Random(3), List.of(BUSY));
        State state = State.initial(spec);
        int repeats = 0;
        try (JsonLinesJournal journal = JsonLinesJournal.open(file())) {
            for (int i = 0; i < 200; i++) {
                if (i % 50 == 20) {
                    journal.snapshot(WALL_TIME, codec.encode(state));
                }
                Observation observation = world.observe();
                Step<State> step = Decider.decide(spec, state, observation);
                world.follow(step.decision());
                journal.decided(observation, step.decision());
                repeats += step.decision().isRepeat() ? 1 : 0;
                state = step.state();
            }
        }

        State replayed = null;
        int checked = 0;
        int repeated = 0;
        for (JournalEntry entry : JournalReader.read(file())) {
            if (entry instanceof JournalEntry.Snapshot snapshot) {
                State read = codec.decode(snapshot.state());
                assertThat(replayed == null || replayed.equals(read)).isTrue();
                replayed = read;
            } else if (entry instanceof JournalEntry.Decided decided) {
                repeated += decided.decision() == null ? 1 : 0;
                if (replayed != null) {
                    Step<State> step = Decider.decide(spec, replayed, decided.observation());
                    Object again = JsonReader.read(JsonWriter.write(DecisionCodec.encode(step.decision())));
                    assertThat(step.decision().isRepeat()).isEqualTo(decided.decision() == null);
                    assertThat(decided.decision() == null || decided.decision().equals(again))
                            .isTrue();
                    replayed = step.state();
                    checked++;
                }
            }
        }
        assertThat(replayed).isEqualTo(state);
        assertThat(checked).isEqualTo(180);
        assertThat(repeated).isEqualTo(repeats).isPositive();
    }

    @Test
    void readsWhatSeveralRunsAppended() throws IOException {
        append("first", 2);
        append("second", 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("first", "first", "second");
    }

    @Test
    void ignoresATornLastLine() throws IOException {
        append("whole", 2);
        Files.writeString(file(), "{\"type\":\"decision\",\"observ", StandardOpenOption.APPEND);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("whole", "whole");
    }

    @Test
    void ignoresALastLineThatIsTornWithinACharacter() throws IOException {
        append("whole", 1);
        byte[] torn = "{\"type\":\"décision".getBytes(StandardCharsets.UTF_8);
        Files.write(file(), Arrays.copyOf(torn, 11), StandardOpenOption.APPEND);

        assertThat(torn[11]).isNegative();
        assertThat(reasons(JournalReader.read(file()))).containsExactly("whole");
    }

    @ParameterizedTest(name = "a torn line of {0} characters")
    @ValueSource(ints = {1, 100, 8191, 8192, 8193, 20_000})
    void goesOnAfterATornLineAsIfItHadNotBegun(int length) throws IOException {
        append("before", 1);
        Files.writeString(file(), "x".repeat(length), StandardOpenOption.APPEND);
        append("after", 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("before", "after");
    }

    @Test
    void aJournalOfOneTornLineIsEmpty() throws IOException {
        Files.writeString(file(), "{\"type\"");
        assertThat(JournalReader.read(file())).isEmpty();
        append("after", 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("after");
    }

    @Test
    void readsAnEmptyJournal() throws IOException {
        append("none", 0);

        assertThat(JournalReader.read(file())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"type\":\"dream\"}",
                "{\"type\":\"decision\",\"observation\":{\"wall_time\":\"noon\"}}",
                "{\"type\":\"decision\",\"observation\":{\"wall_time\":\"noon\",\"nanos\":0,\"readings\":[],"
                        + "\"inventory\":[]}}"
            })
    void saysWhichLineIsNoEntry(String line) throws IOException {
        append("good", 2);
        Files.writeString(file(), line + "\n", StandardOpenOption.APPEND);
        append("good", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalReader.read(file()))
                .withMessageStartingWith(file() + ":3: ");
    }

    @Test
    void saysWhichLineIsNoText() throws IOException {
        append("good", 1);
        Files.write(file(), new byte[] {'{', (byte) 0xC3, '}', '\n'}, StandardOpenOption.APPEND);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalReader.read(file()))
                .withMessage(file() + ":2: not valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"a\":1}", "{\n\"a\": 1\n}", "{\"a\":", "\"a string\"", "plain text", "null", "[1]"})
    void keepsAStateOfAnyFormat(String state) throws IOException {
        try (JsonLinesJournal journal = JsonLinesJournal.open(file())) {
            journal.snapshot(WALL_TIME, state);
        }

        assertThat(JournalReader.read(file())).containsExactly(new JournalEntry.Snapshot(state));
        assertThat(Files.readAllLines(file())).hasSize(1);
    }

    @Test
    void readsTextOfAnyKind() throws IOException {
        String reason = "line\nbreak, \"quotes\", \u0000, Größe, \uD83D\uDE00, half a pair \uD83D";
        append(reason, 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly(reason);
    }

    @Test
    void cannotBeOpenedWhereThereIsNoFolder() {
        assertThatIOException()
                .isThrownBy(() -> JsonLinesJournal.open(folder.resolve("none").resolve("journal.jsonl")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
