package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.file.CrashingDisk;
import io.selfscale.policy.spi.StateStore;
import io.selfscale.testkit.StateStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every state store, and what is special about files. */
class FileStateStoreTest implements StateStoreContract {

    @TempDir
    private Path folder;

    @Override
    public StateStore open() throws IOException {
        return new FileStateStore(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/b", "..", ".", "with space", "größe", "a:b*c?", "%2F", "-"})
    void keepsATargetOfAnyNameInsideItsFolder(String target) throws IOException {
        FileStateStore store = new FileStateStore(folder.resolve("states"));
        store.save(target, "state of " + target);

        assertThat(store.load(target)).contains("state of " + target);
        assertThat(files()).hasSize(1).allMatch(file -> folder.resolve("states").equals(file.getParent()));
    }

    @Test
    void keepsTheStateBeforeAndNothingElse() throws IOException {
        FileStateStore store = new FileStateStore(folder);
        store.save("shop", "1");
        assertThat(files()).containsExactly(file());
        store.save("shop", "2");
        store.save("shop", "3");

        assertThat(files()).containsExactlyInAnyOrder(file(), previous());
    }

    private Path file() {
        return folder.resolve("shop.state.json");
    }

    private Path previous() {
        return folder.resolve("shop.state.json.previous");
    }

    @Test
    void isJsonThatToolsCanRead() throws IOException {
        new FileStateStore(folder).save("shop", "{\"requested\":3}");

        assertThat(Files.readString(file())).startsWith("{\"type\":\"state\",\"state\":{\"requested\":3},\"crc\":\"");
        assertThat(JsonReader.readObject(Files.readString(file()))
                        .object("state")
                        .count("requested"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\" : 1.50}", "{\"half a pair\":\"\uD83D\"}", "{\"a\":\t1}", "{\"a\":1}\n", "\"text\"", "{"})
    void returnsEveryCharacterAsItWas(String state) throws IOException {
        new FileStateStore(folder).save("shop", state);

        assertThat(new FileStateStore(folder).load("shop")).contains(state);
    }

    @Test
    void readsTheFilesOfEarlierVersions() throws IOException {
        Files.writeString(file(), "{\"version\":1}");

        assertThat(new FileStateStore(folder).load("shop")).contains("{\"version\":1}");
    }

    @Test
    void noticesEveryDamagedByteAndGoesOnFromTheStateBefore() throws IOException {
        FileStateStore store = new FileStateStore(folder);
        store.save("shop", "{\"requested\":3}");
        store.save("shop", "{\"requested\":4}");
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < bytes.length - 1; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            Files.write(file(), damaged);
            assertThat(store.load("shop")).as("byte %d", i).contains("{\"requested\":3}");
        }
        for (int length = 0; length < bytes.length - 1; length++) {
            Files.write(file(), Arrays.copyOf(bytes, length));
            assertThat(store.load("shop")).as("%d bytes", length).contains("{\"requested\":3}");
        }
    }

    @Test
    void saysWhatToDoAboutADamagedStateWithoutOneBefore() throws IOException {
        FileStateStore store = new FileStateStore(folder);
        store.save("shop", "{\"requested\":3}");
        Files.writeString(file(), Files.readString(file()).replace("3", "4"));

        assertThatIOException()
                .isThrownBy(() -> store.load("shop"))
                .withMessageContaining("the state of target shop is damaged: " + file() + " has a wrong checksum")
                .withMessageContaining("Put a copy of it back, or remove it to start anew");
        store.save("shop", "{\"requested\":5}");
        assertThat(store.load("shop")).contains("{\"requested\":5}");
    }

    @Test
    void aCrashAtAnyByteLeavesTheOldStateOrTheNewOne() throws IOException {
        String old = "{\"requested\":3,\"name\":\"größe\"}";
        String next = "{\"requested\":12,\"name\":\"groß\"}";
        CrashingDisk whole = CrashingDisk.immortal();
        new FileStateStore(folder.resolve("whole"), whole).save("shop", next);
        // One step more: there is a file before, which is renamed.
        for (long step = 0; step <= whole.steps() + 1; step++) {
            Path there = folder.resolve("crash-" + step);
            new FileStateStore(there).save("shop", "{\"requested\":1}");
            new FileStateStore(there).save("shop", old);
            boolean crashed = false;
            try {
                new FileStateStore(there, new CrashingDisk(step)).save("shop", next);
            } catch (CrashingDisk.PowerCut e) {
                crashed = true;
            }
            FileStateStore reopened = new FileStateStore(there);
            assertThat(reopened.load("shop"))
                    .as("crash at step %d", step)
                    .isPresent()
                    .get()
                    .isIn(old, next);
            if (!crashed) {
                assertThat(reopened.load("shop")).contains(next);
                assertThat(step).isEqualTo(whole.steps() + 1);
            }
            reopened.save("shop", "{\"requested\":4}");
            assertThat(reopened.load("shop")).contains("{\"requested\":4}");
        }
    }

    @Test
    void isNotDisturbedByWhatACrashLeft() throws IOException {
        FileStateStore store = new FileStateStore(folder);
        store.save("shop", "whole");
        Path file = files().get(0);
        Files.writeString(file.resolveSibling(file.getFileName() + ".next"), "half of a state that is longer");

        assertThat(store.load("shop")).contains("whole");
        store.save("shop", "new");
        assertThat(store.load("shop")).contains("new");
        assertThat(files()).hasSize(2);
    }

    @Test
    void createsItsFolder() throws IOException {
        new FileStateStore(folder.resolve("a").resolve("b")).save("shop", "1");

        assertThat(files()).hasSize(1);
    }

    @Test
    void refusesAFileInThePlaceOfItsFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatIOException().isThrownBy(() -> new FileStateStore(file));
    }

    @Test
    void saysThatItCannotSaveOrLoad() throws IOException {
        FileStateStore store = new FileStateStore(folder.resolve("states"));
        store.save("shop", "1");
        Path saved = files().get(0);
        Files.delete(saved);
        Files.createDirectory(saved);

        assertThatIOException().isThrownBy(() -> store.load("shop"));
        Files.delete(saved);
        Files.delete(folder.resolve("states"));
        assertThatIOException().isThrownBy(() -> store.save("shop", "2"));
    }
}
