package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.selfscale.policy.spi.StateStore;
import io.selfscale.testkit.StateStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void leavesNothingElseBehind() throws IOException {
        FileStateStore store = new FileStateStore(folder);
        store.save("shop", "1");
        store.save("shop", "2");

        assertThat(files()).hasSize(1);
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
        assertThat(files()).hasSize(1);
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
