package io.selfscale.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.journal.FileStateStore;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReader;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.journal.ReplayedJournal;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Policy;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    /** A wait that begins late or is woken early; the clocks of two threads are read one after the other. */
    private static final long SLACK_MILLIS = 30;

    @TempDir
    private Path folder;

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
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
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        noOrderTwiceAndNoEarlierScaleIn();
        journalReplays(kills);
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

    private void noOrderTwiceAndNoEarlierScaleIn() throws IOException {
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
                notEarlier(effect);
            }
        }
        assertThat(effects).extracting(RecordingFilePool.Effect::id).doesNotHaveDuplicates();
        assertThat(stops).as("or there would be little to see").isPositive();
        assertThat(effects.size()).isGreaterThan(4);
    }

    /**
     * A scale-in needs a low load that was seen throughout its window, by one process. An order that the process before
     * decided upon and could not give any more bears a time before this one's beginning in its id.
     */
    private static void notEarlier(RecordingFilePool.Effect effect) {
        String[] id = effect.id().split("-", -1);
        if (Long.parseLong(id[id.length - 2], 36) < effect.lifeMillis()) {
            return;
        }
        long window = KilledProcess.STABILIZATION_MILLIS - SLACK_MILLIS;
        assertThat(effect.atMillis() - effect.lifeMillis()).as("%s", effect).isGreaterThan(window);
        long inPhase = Math.floorMod(effect.atMillis(), 2 * KilledProcess.PHASE_MILLIS) - KilledProcess.PHASE_MILLIS;
        // The load may have risen between the decision and the order.
        if (inPhase >= 0) {
            assertThat(inPhase).as("%s", effect).isGreaterThan(window);
        }
    }

    private void journalReplays(int kills) throws IOException {
        List<JournalEntry> entries = JournalReader.readRotated(folder.resolve("journal.jsonl"));
        List<JournalEntry> lives = new ArrayList<>(entries);
        lives.removeIf(entry -> !(entry instanceof JournalEntry.Specification));
        assertThat(lives.size()).as("lives that got as far as that").isGreaterThan(kills / 2);
        assertThat(ReplayedJournal.check(KilledProcess.spec(), entries)).isGreaterThan(10 * kills);
    }
}
