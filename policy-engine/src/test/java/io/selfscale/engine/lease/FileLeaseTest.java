package io.selfscale.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.file.CrashingDisk;
import io.selfscale.policy.spi.Lease;
import io.selfscale.testkit.LeaseContract;
import io.selfscale.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest implements LeaseContract {

    private static final Duration LENGTH = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private int contenders;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("shop.lease");
    }

    @Override
    public Lease contender() {
        return new FileLease(file(), "contender-" + ++contenders, time);
    }

    @Override
    public void pass(Duration length) {
        time.advance(length);
    }

    @Test
    void keepsTheTokenAcrossRestartsOfEveryone() throws IOException {
        long token = 0;
        for (int life = 0; life < 5; life++) {
            Lease lease = contender();
            OptionalLong next = lease.hold(LENGTH);
            assertThat(next).hasValue(token + 1);
            token++;
            time.advance(LENGTH);
        }
    }

    @Test
    void saysWhoHoldsItInARecordThatToolsCanRead() throws IOException {
        new FileLease(file(), "host-a/4711", time).hold(LENGTH);

        assertThat(Files.readString(file()))
                .startsWith("{\"type\":\"lease\",\"holder\":\"host-a/4711\",\"token\":1,"
                        + "\"expires\":\"2026-11-11T00:00:10Z\",\"crc\":\"");
    }

    @Test
    void aWallClockThatIsSetBackLetsNobodyElseIn() throws IOException {
        Lease first = contender();
        OptionalLong token = first.hold(LENGTH);
        time.jumpWallClock(Duration.ofHours(-1));
        assertThat(contender().hold(LENGTH)).isEmpty();
        assertThat(first.hold(LENGTH)).isEqualTo(token);
    }

    @Test
    void aDamagedRecordIsNobodysUntilSomebodyMendsIt() throws IOException {
        contender().hold(LENGTH);
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length - 1; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            Files.write(file(), damaged);
            assertThatIOException()
                    .as("byte %d", i)
                    .isThrownBy(() -> contender().hold(LENGTH))
                    .withMessageContaining("is damaged");
        }
        Files.write(file(), new byte[0]);
        assertThatIOException().isThrownBy(() -> contender().hold(LENGTH));
    }

    @Test
    void aCrashAtAnyByteNeverGivesATokenTwice() throws IOException {
        new FileLease(file(), "first", time).hold(LENGTH);
        time.advance(LENGTH);
        byte[] before = Files.readAllBytes(file());
        CrashingDisk whole = CrashingDisk.immortal();
        assertThat(new FileLease(file(), "second", time, whole).hold(LENGTH)).hasValue(2);
        assertThat(whole.steps()).isGreaterThan(90);
        for (long step = 0; step <= whole.steps(); step++) {
            Files.write(file(), before);
            long given = 1;
            try {
                given = new FileLease(file(), "second", time, new CrashingDisk(step))
                        .hold(LENGTH)
                        .orElseThrow();
            } catch (CrashingDisk.PowerCut e) {
                assertThat(step).isLessThan(whole.steps());
            }
            time.advance(LENGTH);
            assertThat(new FileLease(file(), "third", time).hold(LENGTH).orElseThrow())
                    .as("crash at step %d", step)
                    .isGreaterThan(given);
        }
    }

    @Test
    void severalThreadsNeverGetTheSameToken() throws Exception {
        ConcurrentHashMap<Long, Integer> holders = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int id = thread;
            all.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 50; i++) {
                    try {
                        // Each asks under a name of its own, so that whoever gets a token got it for itself.
                        FileLease lease = new FileLease(file(), id + "/" + i, time);
                        lease.hold(LENGTH).ifPresent(token -> {
                            Integer other = holders.putIfAbsent(token, id);
                            assertThat(other).as("token %d", token).isNull();
                        });
                        lease.close();
                    } catch (IOException e) {
                        assertThat(e).hasMessageContaining("another lease of this process");
                    }
                }
            }));
        }
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
        assertThat(holders).isNotEmpty();
    }

    @Test
    void needsAFolderAndAHolder() {
        assertThatIOException()
                .isThrownBy(() -> new FileLease(folder.resolve("none").resolve("x.lease"), "a", time).hold(LENGTH));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileLease(file(), " ", time));
    }
}
