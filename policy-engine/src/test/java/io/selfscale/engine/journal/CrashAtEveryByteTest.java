package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.file.CrashingDisk;
import io.selfscale.engine.file.Disk;
import io.selfscale.engine.file.PassingChannel;
import io.selfscale.engine.loop.Lives;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies at every byte that it writes to its journal and its state file, and at every force and rename: it
 * starts again, scales in no earlier than without the crash, starts and stops no replica twice, and its journal replays.
 */
class CrashAtEveryByteTest {

    private static final int TICKS = 20;
    private static final String SHOP = "shop";

    @TempDir
    private Path folder;

    private static Path journal(Path folder) {
        return folder.resolve("journal.jsonl");
    }

    /** Lives in a folder until the disk dies, or for as many ticks as matter. */
    private static Lives live(Path folder, CrashingDisk disk) throws IOException {
        Lives lives = new Lives();
        JsonLinesJournal journal;
        FileStateStore store;
        try {
            store = new FileStateStore(folder, disk);
            journal = JsonLinesJournal.open(journal(folder), Rotation.NEVER, disk);
        } catch (CrashingDisk.PowerCut e) {
            return lives;
        }
        lives.begin(journal, store);
        for (int i = 0; i < TICKS && !lives.isDead(); i++) {
            lives.advance();
        }
        return lives;
    }

    private static void liveOn(Lives lives, Path folder) throws IOException {
        CrashingDisk disk = CrashingDisk.immortal();
        try (JsonLinesJournal journal = JsonLinesJournal.open(journal(folder), Rotation.NEVER, disk)) {
            lives.begin(journal, new FileStateStore(folder, disk));
            while (lives.elapsed().compareTo(Lives.END) < 0) {
                lives.advance();
            }
            lives.crash();
        }
    }

    private Path fresh(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Test
    void goesOnAsIfNothingHadHappened() throws IOException {
        CrashingDisk whole = CrashingDisk.immortal();
        Path calm = fresh("calm");
        Lives uninterrupted = live(calm, whole);
        assertThat(uninterrupted.started()).isEqualTo(2);
        assertThat(uninterrupted.stopped()).isEqualTo(3);
        Duration firstStop = Objects.requireNonNull(uninterrupted.firstStop());
        assertThat(firstStop).isEqualTo(Duration.ofSeconds(13));

        long bytes = 0;
        List<CrashingDisk.Call> calls = whole.calls();
        for (CrashingDisk.Call call : calls) {
            Path there = fresh("crash-" + call.firstStep());
            CrashingDisk disk = new CrashingDisk(call.firstStep());
            Lives lives = live(there, disk);
            assertThat(lives.isDead()).isTrue();
            bytes += tear(there, disk);

            liveOn(lives, there);
            String when = "crash in the call at step " + call.firstStep();
            assertThat(lives.failures()).as(when).isEmpty();
            assertThat(lives.started()).as(when).isEqualTo(2);
            assertThat(lives.stopped()).as(when).isEqualTo(3);
            assertThat(lives.live()).as(when).isEqualTo(1);
            assertThat(lives.firstStop()).as(when).isGreaterThanOrEqualTo(firstStop);
            assertThat(ReplayedJournal.check(Lives.spec(), JournalReader.read(journal(there))))
                    .as(when)
                    .isGreaterThan(35);
        }
        assertThat(bytes).as("or there would be little to see").isGreaterThan(10_000);
        assertThat(calls.size()).isGreaterThan(50);
    }

    /**
     * Writes what the dying process would have written had it lived a byte longer, and another byte, and so on: what a
     * restart finds is the same each time, so that it goes on in the same way.
     */
    private static long tear(Path there, CrashingDisk disk) throws IOException {
        Path torn = disk.unwrittenTo();
        if (torn == null) {
            return 0;
        }
        Optional<String> state = new FileStateStore(there).load(SHOP);
        long sound = soundBytes(there);
        byte[] unwritten = disk.unwritten();
        boolean isJournal = torn.equals(journal(there));
        try (FileChannel file = FileChannel.open(torn, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < unwritten.length - 1; i++) {
                assertThat(file.write(ByteBuffer.wrap(unwritten, i, 1))).isEqualTo(1);
                if (isJournal ? soundBytes(there) != sound : !state.equals(new FileStateStore(there).load(SHOP))) {
                    throw new AssertionError("a restart finds something else after byte " + i + " of " + torn);
                }
            }
        }
        return unwritten.length;
    }

    /** Returns how much of the journal opening it leaves, without cutting the rest off. */
    private static long soundBytes(Path there) throws IOException {
        if (!Files.exists(journal(there))) {
            return 0;
        }
        UncutDisk disk = new UncutDisk();
        JsonLinesJournal.open(journal(there), Rotation.NEVER, disk).close();
        return disk.size;
    }

    /** Notes where a file is cut, and leaves it whole. */
    private static final class UncutDisk implements Disk {
        private long size;

        @Override
        public FileChannel open(Path path, OpenOption... options) throws IOException {
            FileChannel channel = FileChannel.open(path, options);
            size = channel.size();
            return new PassingChannel(channel) {
                @Override
                public FileChannel truncate(long end) {
                    size = end;
                    return this;
                }
            };
        }

        @Override
        public void move(Path from, Path to) {
            throw new AssertionError("opening moves nothing");
        }

        @Override
        public void forceDirectory(Path directory) {
            throw new AssertionError("opening creates nothing");
        }
    }
}
