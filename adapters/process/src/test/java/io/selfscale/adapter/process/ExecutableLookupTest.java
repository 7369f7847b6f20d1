package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutableLookupTest {
    @TempDir
    private Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFolders() throws IOException {
        first = Files.createDirectory(folder.resolve("first"));
        second = Files.createDirectory(folder.resolve("second"));
    }

    @Test
    void takesTheFirstExecutableOnThePath() throws IOException {
        Files.createFile(first.resolve("tool"));
        Path wanted = executable(second.resolve("tool"));
        ExecutableLookup lookup = ExecutableLookup.of(first + File.pathSeparator + second, "");

        assertThat(lookup.find("tool")).contains(wanted);
    }

    @Test
    void takesAWordWithASeparatorForAPath() throws IOException {
        Path tool = executable(first.resolve("tool"));
        ExecutableLookup lookup = ExecutableLookup.of(second.toString(), "");

        assertThat(lookup.find(tool.toString())).contains(tool);
        assertThat(lookup.find("first/tool")).isEmpty();
        assertThat(lookup.find("tool")).isEmpty();
    }

    @Test
    void findsNeitherFoldersNorNothing() throws IOException {
        Files.createDirectory(first.resolve("tool"));
        ExecutableLookup lookup = ExecutableLookup.of(first.toString(), "");

        assertThat(lookup.find("tool")).isEmpty();
        assertThat(lookup.find("")).isEmpty();
        assertThat(lookup.find("\0")).isEmpty();
        assertThat(lookup.find("/")).isEmpty();
    }

    @Test
    void addsTheSuffixesOfTheSystem() throws IOException {
        Path wanted = executable(first.resolve("tool.EXE"));
        ExecutableLookup lookup = new ExecutableLookup(List.of(first), List.of("", ".COM", ".EXE"));

        assertThat(lookup.find("tool")).contains(wanted);
        assertThat(lookup.find("tool.EXE")).contains(wanted);
    }

    private static Path executable(Path path) throws IOException {
        Files.createFile(path);
        assertThat(path.toFile().setExecutable(true)).isTrue();
        return path;
    }
}
