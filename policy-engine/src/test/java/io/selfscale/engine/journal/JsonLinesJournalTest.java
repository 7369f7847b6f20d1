package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.file.CrashingDisk;
import io.selfscale.engine.file.Disk;
import io.selfscale.engine.file.PassingChannel;
import io.selfscale.engine.file.SealedLine;
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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
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
    void keepsSpecificationsWithTheirTime() throws IOException {
        String text = "kind: ScalingPolicy\n# größe, \"quotes\"\n";
        try (JsonLinesJournal journal = JsonLinesJournal.open(file())) {
            journal.specified(WALL_TIME, text);
        }

        assertThat(JournalReader.read(file())).containsExactly(new JournalEntry.Specification(WALL_TIME, text));
        JsonObject line = JsonReader.readObject(Files.readString(file()).strip());
        assertThat(line.string("type")).isEqualTo("specification");
        assertThat(line.string("text")).isEqualTo(text);
    }

    @Test
    void readsTheLinesOfEarlierVersionsAndGoesOnBehindThem() throws IOException {
        append("old", 2);
        List<String> unsealed = Files.readAllLines(file()).stream()
                .map(line -> line.substring(0, line.length() - SealedLine.SEAL_BYTES) + "}")
                .toList();
        Files.write(file(), unsealed);
        append("new", 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("old", "old", "new");
    }

    @Test
    void noticesEveryDamagedByteOfALineAndSaysWhichOne() throws IOException {
        append("good", 3);
        byte[] bytes = Files.readAllBytes(file());
        int first = indexOf(bytes, 0) + 1;
        int second = indexOf(bytes, first);
        for (int i = first; i < second; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            if (damaged[i] == '\n') {
                continue;
            }
            Files.write(file(), damaged);
            assertThatIllegalArgumentException()
                    .as("byte %d", i)
                    .isThrownBy(() -> JournalReader.read(file()))
                    .withMessageStartingWith(file() + ":2: damaged: ");
            JsonLinesJournal.open(file()).close();
            assertThat(Files.readAllBytes(file()))
                    .as("damage in the middle stays")
                    .isEqualTo(damaged);
        }
    }

    private static int indexOf(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    @Test
    void cutsOffWhatALossOfPowerLeftAtTheEnd() throws IOException {
        append("whole", 2);
        byte[] sound = Files.readAllBytes(file());
        append("lost", 2);
        byte[] bytes = Files.readAllBytes(file());
        // The blocks of the last two lines were allocated, but only some of them were written.
        Arrays.fill(bytes, sound.length, sound.length + 40, (byte) 0);
        Arrays.fill(bytes, bytes.length - 30, bytes.length - 2, (byte) 0);
        Files.write(file(), bytes);
        append("after", 1);

        assertThat(reasons(JournalReader.read(file()))).containsExactly("whole", "whole", "after");
    }

    @Test
    void isNotOpenedOverAFileThatIsNoJournal() throws IOException {
        Files.writeString(file(), "a diary\nof somebody\n");

        assertThatIOException()
                .isThrownBy(() -> JsonLinesJournal.open(file()))
                .withMessageContaining(file() + " has no sound line");
        assertThat(Files.readString(file())).isEqualTo("a diary\nof somebody\n");
    }

    @Test
    void aCrashAtAnyByteLosesNoLineThatWasWrittenBefore() throws IOException {
        CrashingDisk whole = CrashingDisk.immortal();
        writeAll(whole, new int[1]);
        int all = JournalReader.read(file()).size();
        for (long step = 0; step < whole.steps(); step++) {
            Files.delete(file());
            int[] written = new int[1];
            CrashingDisk disk = new CrashingDisk(step);
            try {
                writeAll(disk, written);
                throw new AssertionError("it should have crashed");
            } catch (CrashingDisk.PowerCut e) {
                // That is what is tested.
            }
            int read = JournalReader.read(file()).size();
            assertThat(read).as("crash at step %d", step).isBetween(written[0], written[0] + 1);
            append("after", 1);
            List<JournalEntry> entries = JournalReader.read(file());
            assertThat(entries).hasSize(read + 1);
            assertThat(reasons(entries).get(reasons(entries).size() - 1)).isEqualTo("after");
        }
        assertThat(all).isEqualTo(5);
    }

    private void writeAll(CrashingDisk disk, int[] written) throws IOException {
        try (JsonLinesJournal journal = JsonLinesJournal.open(file(), Rotation.NEVER, disk)) {
            journal.specified(WALL_TIME, "kind: ScalingPolicy");
            written[0]++;
            journal.snapshot(WALL_TIME, "{\"requested\":3}");
            written[0]++;
            Observation observation = observation(1, "größe");
            journal.decided(observation, decision(observation));
            written[0]++;
            journal.ordered(WALL_TIME, new OrderOutcome("o-1", OrderOutcome.Status.ACCEPTED, 2, ""));
            written[0]++;
            journal.snapshot(WALL_TIME, "{\"requested\":4}");
            written[0]++;
        }
    }

    @Test
    void aWriteThatFailedIsTakenBackBeforeTheNextOne() throws IOException {
        FullDisk disk = new FullDisk();
        try (JsonLinesJournal journal = JsonLinesJournal.open(file(), Rotation.NEVER, disk)) {
            journal.snapshot(WALL_TIME, "{\"requested\":1}");
            disk.room = 20;
            assertThatIOException()
                    .isThrownBy(() -> journal.snapshot(WALL_TIME, "{\"requested\":2}"))
                    .withMessage("no space left");
            disk.room = Integer.MAX_VALUE;
            journal.snapshot(WALL_TIME, "{\"requested\":3}");
        }

        assertThat(JournalReader.read(file()))
                .containsExactly(
                        new JournalEntry.Snapshot("{\"requested\":1}"), new JournalEntry.Snapshot("{\"requested\":3}"));
    }

    @Test
    void goesOnInANewFileThatCanBeReplayedByItself() throws IOException {
        try (JsonLinesJournal journal = JsonLinesJournal.open(file(), 2000, 3)) {
            journal.specified(WALL_TIME, "the policy");
            for (int i = 0; i < 40; i++) {
                journal.snapshot(WALL_TIME, "{\"requested\":" + i + "}");
                Observation observation = observation(i, "tick " + i);
                journal.decided(observation, decision(observation));
            }
        }

        for (Path part : List.of(file(), Rotation.older(file(), 1), Rotation.older(file(), 2))) {
            List<JournalEntry> entries = JournalReader.read(part);
            assertThat(entries.get(0)).isEqualTo(new JournalEntry.Specification(WALL_TIME, "the policy"));
            assertThat(entries.get(1)).isInstanceOf(JournalEntry.Snapshot.class);
            assertThat(Files.size(part)).isLessThan(4000);
        }
        assertThat(Rotation.older(file(), 3)).doesNotExist();
        List<String> reasons = reasons(JournalReader.readRotated(file()));
        assertThat(reasons).endsWith("tick 37", "tick 38", "tick 39").doesNotHaveDuplicates();
        assertThat(reasons.size()).isBetween(6, 39);
    }

    @Test
    void aCrashAtAnyStepOfARotationLosesNoFile() throws IOException {
        CrashingDisk whole = CrashingDisk.immortal();
        rotateOnce(whole);
        for (long step = 0; step <= whole.steps(); step++) {
            for (int age = 0; age <= 3; age++) {
                Files.deleteIfExists(age == 0 ? file() : Rotation.older(file(), age));
            }
            boolean crashed = false;
            try {
                rotateOnce(new CrashingDisk(step));
            } catch (CrashingDisk.PowerCut e) {
                crashed = true;
            }
            append("after", 1);
            assertThat(reasons(JournalReader.readRotated(file())))
                    .as("crash at step %d", step)
                    .endsWith("after")
                    .doesNotHaveDuplicates();
            if (!crashed) {
                assertThat(reasons(JournalReader.readRotated(file()))).containsExactly("tick 0", "tick 1", "after");
            }
        }
    }

    private void rotateOnce(CrashingDisk disk) throws IOException {
        try (JsonLinesJournal journal = JsonLinesJournal.open(file(), new Rotation(300, 4), disk)) {
            for (int i = 0; i < 2; i++) {
                Observation observation = observation(i, "tick " + i);
                journal.decided(observation, decision(observation));
                journal.snapshot(WALL_TIME, "{\"requested\":1}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -1})
    void mustKeepTheFileBeforeThePresentOne(int files) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonLinesJournal.open(file(), 1000, files))
                .withMessageContaining("must keep at least 2 files");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonLinesJournal.open(file(), 0, 2));
    }

    /** A disk that runs full. */
    private static final class FullDisk implements Disk {
        private int room = Integer.MAX_VALUE;

        @Override
        public FileChannel open(Path path, OpenOption... options) throws IOException {
            return new PassingChannel(FileChannel.open(path, options)) {
                @Override
                public int write(ByteBuffer bytes, long position) throws IOException {
                    if (room == 0) {
                        throw new IOException("no space left");
                    }
                    int part = Math.min(room, bytes.remaining());
                    int written = super.write(bytes.slice(bytes.position(), part), position);
                    bytes.position(bytes.position() + written);
                    room -= room == Integer.MAX_VALUE ? 0 : written;
                    return written;
                }
            };
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            Disk.system().move(from, to);
        }

        @Override
        public void forceDirectory(Path directory) {
            Disk.system().forceDirectory(directory);
        }
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
        append("good", 3);
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(1), line, lines.get(2)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalReader.read(file()))
                .withMessageStartingWith(file() + ":3: ");
    }

    @Test
    void saysWhichLineIsNoText() throws IOException {
        Files.write(file(), new byte[] {'{', (byte) 0xC3, '}', '\n'});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JournalReader.read(file()))
                .withMessage(file() + ":1: not valid UTF-8");
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
