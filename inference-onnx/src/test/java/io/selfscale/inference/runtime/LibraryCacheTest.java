package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCacheTest {
    @TempDir
    Path folder;

    private Path root;
    private NativeFiles files;

    @BeforeEach
    void packTwoFiles() throws IOException {
        root = folder.resolve("cache").resolve("onnxruntime");
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("lib.so"), "the library ".repeat(1000));
        Files.writeString(source.resolve("provider.so"), "the provider");
        files = NativeFiles.of(
                new NativeLayout("", "lib.so", List.of("provider.so", "missing.so")),
                source.resolve("lib.so").toUri());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> folder.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    void unpacksOnceAndLeavesNothingElseBehind() throws IOException {
        Path library = new LibraryCache(root).unpack(files);
        assertThat(library).hasSameBinaryContentAs(folder.resolve("source").resolve("lib.so"));
        assertThat(names(root.resolve(files.key()))).containsExactly("lib.so", "provider.so", "verified.txt");
        assertThat(names(root)).containsExactly(files.key(), files.key() + ".lock");
        FileTime before = Files.getLastModifiedTime(library);
        assertThat(new LibraryCache(root).unpack(files)).isEqualTo(library);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(before);
    }

    @Test
    void replacesDamagedShortenedAndMissingFiles() throws IOException {
        Path library = new LibraryCache(root).unpack(files);
        byte[] whole = Files.readAllBytes(library);
        Path provider = library.resolveSibling("provider.so");

        byte[] damaged = whole.clone();
        damaged[100] ^= 1;
        Files.write(library, damaged);
        Files.setLastModifiedTime(library, FileTime.fromMillis(1_000_000_000_000L));
        new LibraryCache(root).unpack(files);
        assertThat(library).hasBinaryContent(whole);

        Files.write(library, new byte[10]);
        new LibraryCache(root).unpack(files);
        assertThat(library).hasBinaryContent(whole);

        Files.delete(provider);
        new LibraryCache(root).unpack(files);
        assertThat(provider).hasContent("the provider");
        assertThat(names(root)).containsExactly(files.key(), files.key() + ".lock");
    }

    @Test
    void keepsFilesThatWereOnlyTouched() throws IOException {
        Path library = new LibraryCache(root).unpack(files);
        Files.setLastModifiedTime(library, FileTime.fromMillis(1_000_000_000_000L));
        new LibraryCache(root).unpack(files);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(FileTime.fromMillis(1_000_000_000_000L));
    }

    @Test
    void removesWhatAnEndedProcessLeftBehind() throws IOException {
        Path left = Files.createDirectories(root.resolve(files.key() + ".new"));
        Files.writeString(left.resolve("lib.so"), "half");
        new LibraryCache(root).unpack(files);
        assertThat(left).doesNotExist();
    }

    @Test
    void isSafeForManyThreadsAtOnce() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(threads);
        try {
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    return new LibraryCache(root).unpack(files);
                }));
            }
            for (Future<Path> one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS))
                        .hasSameBinaryContentAs(folder.resolve("source").resolve("lib.so"));
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Unpacks the same files into the same cache, in a process of its own. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            NativeFiles files = NativeFiles.of(
                    new NativeLayout("", "lib.so", List.of("provider.so")),
                    Path.of(arguments[0]).toUri());
            new LibraryCache(Path.of(arguments[1])).unpack(files);
        }
    }

    @Test
    void isSafeForTwoProcessesAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(String.valueOf(System.getProperty("java.home")), "bin", "java")
                                    .toString(),
                            "-cp",
                            String.valueOf(System.getProperty("java.class.path")),
                            Program.class.getName(),
                            folder.resolve("source").resolve("lib.so").toString(),
                            root.toString())
                    .inheritIO()
                    .start());
        }
        Path library = new LibraryCache(root).unpack(files);
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(library).hasSameBinaryContentAs(folder.resolve("source").resolve("lib.so"));
        assertThat(names(root)).containsExactly(files.key(), files.key() + ".lock");
    }

    @Test
    void saysWhereItCouldNotWrite() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(root, "a file where the folder should be");
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> new LibraryCache(root).unpack(files))
                .withMessageContaining(root.toString())
                .withMessageContaining("-Dselfscale.cache=<folder>");
    }

    @Test
    void refusesAFileThatIsNotWhatWasSeen() throws IOException {
        Files.writeString(folder.resolve("source").resolve("provider.so"), "the Provider");
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> new LibraryCache(root).unpack(files))
                .withMessageContaining("provider.so");
        assertThat(names(root)).containsExactly(files.key() + ".lock");
    }
}
