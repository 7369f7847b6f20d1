package io.selfscale.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.journal.FileStateStore;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReader;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.journal.ReplayedJournal;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Sample;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * Real processes, really killed, at random moments of their lives. Ten by default; {@code -Dselfscale.kills=50} for as
 * many as a release wants.
 */
@Timeout(600)
class KilledProcessTest {

    private static final long SEED = 1118;

    @TempDir
    private Path folder;

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource());
        return Path.of(Objects.requireNonNull(source.getLocation()).toURI());
    }

    private Process start() throws IOException, URISyntaxException {
        String classPath = Stream.of(
                        Path.of("target", "classes"),
                        Path.of("target", "test-classes"),
                        placeOf(Policy.class),
                        placeOf(Logger.class))
                .map(Path::toString)
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        return new ProcessBuilder(
                        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx96m",
                        "-cp",
                        classPath,
                        KilledProcess.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }

    @Test
    void startsAgainAfterEveryKillAsIfNothingHadHappened() throws Exception {
        int kills = Integer.getInteger("selfscale.kills", 10);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int kill = 0; kill < kills; kill++) {
            Process process = start();
            try (BufferedReader out = process.inputReader()) {
                // One in five dies at some moment of its start, the others somewhere in their work.
                boolean early = random.nextInt(5) == 0;
                if (!early) {
                    assertThat(out.readLine()).as("life %d: %s", kill, errors()).isEqualTo("decides");
                }
                int moment = early ? random.nextInt(700) : random.nextInt(1200);
                assertThat(process.waitFor(moment, TimeUnit.MILLISECONDS))
                        .as("life %d ended by itself: %s", kill, errors())
                        .isFalse();
            } finally {
                process.destroyForcibly();
                process.waitFor();
            }
            afterAKill(kill);
        }
        lastLife();
        noOrderTwice();
        journalReplaysWithoutAnEarlierScaleIn(kills);
    }

    /** What it left can be read: the state as it is, the journal once it is opened. */
    private void afterAKill(int kill) throws IOException {
        new FileStateStore(folder)
                .load(KilledProcess.TARGET)
                .ifPresent(state -> assertThat(new StateCodec(KilledProcess.spec()).decode(state))
                        .as("state after kill %d", kill)
                        .isInstanceOf(State.class));
        Path journal = folder.resolve("journal.jsonl");
        if (Files.exists(journal)) {
            JsonLinesJournal.open(journal).close();
            JournalReader.read(journal);
        }
    }

    private void lastLife() throws Exception {
        Process process = start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).as(errors()).isEqualTo("decides");
            assertThat(process.waitFor(3 * KilledProcess.PHASE_MILLIS, TimeUnit.MILLISECONDS))
                    .isFalse();
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(errors()).isZero();
            assertThat(out.lines().toList()).as("failures").isEmpty();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private void noOrderTwice() throws IOException {
        List<RecordingFilePool.Effect> effects = RecordingFilePool.effects(folder);
        Set<String> stopped = new HashSet<>();
        int live = 0;
        int stops = 0;
        for (RecordingFilePool.Effect effect : effects) {
            live += effect.start();
            for (String replica : effect.stops()) {
                assertThat(stopped.add(replica))
                        .as("%s is stopped once", replica)
                        .isTrue();
                live--;
            }
            assertThat(live).as("replicas after %s", effect).isBetween(1, 4);
            if (!effect.stops().isEmpty()) {
                stops++;
            }
        }
        assertThat(effects).extracting(RecordingFilePool.Effect::id).doesNotHaveDuplicates();
        assertThat(stops).as("or there would be little to see").isPositive();
        assertThat(effects.size()).isGreaterThan(4);
    }

    private void journalReplaysWithoutAnEarlierScaleIn(int kills) throws IOException {
        List<JournalEntry> entries = JournalReader.readRotated(folder.resolve("journal.jsonl"));
        ScaleIns scaleIns = new ScaleIns();
        assertThat(ReplayedJournal.check(KilledProcess.spec(), entries, scaleIns))
                .isGreaterThan(10 * kills);
        assertThat(scaleIns.lives).as("lives that got as far as that").isGreaterThan(kills / 2);
        assertThat(scaleIns.count).as("or there would be little to see").isPositive();
        assertThat(RecordingFilePool.effects(folder))
                .as(
                        "what was stopped was decided upon by a process, or by one before it that could not say so any more")
                .filteredOn(effect -> !effect.stops().isEmpty())
                .allMatch(effect -> scaleIns.orders.contains(effect.id()) || bornBefore(effect));
    }

    /** Order ids bear the time at which the process began to decide that made them. */
    private static boolean bornBefore(RecordingFilePool.Effect effect) {
        String[] id = effect.id().split("-", -1);
        return Long.parseLong(id[id.length - 2], 36) < effect.lifeMillis();
    }

    /** Checks that the load was low, and seen to be by one process, for the whole window before each scale-in. */
    private static final class ScaleIns implements ReplayedJournal.Reader {

        private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(KilledProcess.STABILIZATION_MILLIS);

        private final Set<String> orders = new HashSet<>();
        private int lives;
        private int count;
        private boolean begun;
        private long incarnation = -1;
        private long lastHighNanos;

        @Override
        public void begins(State state) {
            // A file that was begun because the one before was full goes on with the same life.
            boolean goesOn = state.clock().sequence() > 0 && state.clock().incarnation() == incarnation;
            if (!goesOn) {
                lives++;
                begun = false;
                incarnation = state.clock().incarnation();
            }
        }

        @Override
        public void decided(Observation observation, Decision decision) {
            boolean high = decision.seen().stream()
                    .anyMatch(seen -> seen.sample() instanceof Sample.Fresh fresh && fresh.value() > 10);
            // What nobody saw before the first observation counts as high.
            if (high || !begun) {
                lastHighNanos = observation.nanos();
            }
            begun = true;
            if (decision.direction() == Direction.IN) {
                count++;
                assertThat(observation.nanos() - lastHighNanos)
                        .as("%s", decision.explain())
                        .isGreaterThanOrEqualTo(WINDOW_NANOS);
            }
            decision.orders().forEach(order -> orders.add(order.id()));
        }
    }
}
