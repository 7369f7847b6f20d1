package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
    private static final List<NativeLayout> LINUX = NativeLayout.of("Linux", "amd64");

    @TempDir
    Path folder;

    private Path jar(String name, Map<String, String> entries) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static List<NativeFiles> find(Path... paths) throws IOException {
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = paths[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return NativeLibraries.onClassPath(LINUX, List.of(loader));
        }
    }

    @Test
    void findsWhatLiesBesideTheLibraryInEachJar() throws IOException {
        Path cpu = jar("cpu.jar", Map.of("ai/onnxruntime/native/linux-x64/libonnxruntime.so", "cpu"));
        Path gpu = jar(
                "gpu.jar",
                Map.of(
                        "ai/onnxruntime/native/linux-x64/libonnxruntime.so", "gpu",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_shared.so", "shared",
                        "ai/onnxruntime/native/linux-x64/libonnxruntime_providers_cuda.so", "cuda"));
        List<NativeFiles> found = find(cpu, gpu);
        assertThat(found).extracting(NativeFiles::hasCuda).containsExactly(false, true);
        assertThat(found.get(1).files())
                .extracting(NativeFiles.Packed::name)
                .containsExactly(
                        "libonnxruntime.so", "libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so");
        assertThat(found.get(0).key()).hasSize(16).isNotEqualTo(found.get(1).key());
    }

    @Test
    void findsTheNativesOfTheOtherArtifactAndOfPlainFolders() throws IOException {
        Path jar = jar("other.jar", Map.of("org/bytedeco/onnxruntime/linux-x86_64-gpu/libonnxruntime.so.1", "other"));
        assertThat(find(jar)).extracting(NativeFiles::library).containsExactly("libonnxruntime.so.1");
        Path natives = Files.createDirectories(folder.resolve("classes/ai/onnxruntime/native/linux-x64"));
        Files.writeString(natives.resolve("libonnxruntime.so"), "plain");
        List<NativeFiles> plain = find(folder.resolve("classes"));
        assertThat(plain.get(0).files()).extracting(NativeFiles.Packed::bytes).containsExactly(5L);
    }

    @Test
    void knowsTheArtifactsOfEachSystem() {
        assertThat(NativeLayout.of("Linux", "aarch64"))
                .extracting(NativeLayout::folder)
                .contains("ai/onnxruntime/native/linux-aarch64/");
        assertThat(NativeLayout.of("Mac OS X", "aarch64"))
                .extracting(NativeLayout::library)
                .contains("libonnxruntime.dylib");
        assertThat(NativeLayout.of("Windows 11", "amd64"))
                .extracting(NativeLayout::library)
                .contains("onnxruntime.dll");
        assertThat(NativeLayout.of("Linux", "riscv64")).isEmpty();
        assertThat(NativeLayout.of("SunOS", "amd64")).isEmpty();
    }

    @Test
    void usesTheFolderThatTheSettingsName() throws IOException {
        Path packed = NativeLibraries.locate(TestRuntime.settings());
        Path home = Files.createDirectories(folder.resolve("home"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        Path library = Files.copy(packed, lib.resolve("libonnxruntime.so.1.29.0"), StandardCopyOption.REPLACE_EXISTING);
        RuntimeSettings settings = TestRuntime.settings().withLibraryHome(home);
        assertThat(NativeLibraries.locate(settings)).isEqualTo(library.toAbsolutePath());
        try (OnnxRuntime runtime = OnnxRuntime.open(settings)) {
            assertThat(runtime.library()).isEqualTo(library.toAbsolutePath());
        }
    }

    @Test
    void saysWhereItLookedInAFolderWithoutTheLibrary() {
        Path home = folder.resolve("nowhere");
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> OnnxRuntime.open(TestRuntime.settings().withLibraryHome(home)))
                .withMessageContaining("libonnxruntime.so")
                .withMessageContaining(home.resolve("lib").toString())
                .withMessageContaining("-Dselfscale.onnxruntime.home")
                .satisfies(e -> assertThat(e.code()).isEqualTo(OrtException.NO_LIBRARY));
    }

    @Test
    void saysThatAFileIsNoLibrary() throws IOException {
        Files.writeString(folder.resolve("libonnxruntime.so"), "no library");
        assertThatExceptionOfType(OrtException.class)
                .isThrownBy(() -> OnnxRuntime.open(TestRuntime.settings().withLibraryHome(folder)))
                .withMessageStartingWith("could not load ")
                .withMessageContaining("1.28 or newer");
    }

    @Test
    void saysWhichDependencyToAddWhenThereIsNone() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThat(NativeLibraries.onClassPath(LINUX, List.of(empty))).isEmpty();
        }
        assertThat(NativeLibraries.nothing(LINUX, "Linux", "amd64"))
                .hasMessageContaining("ai/onnxruntime/native/linux-x64/libonnxruntime.so")
                .hasMessageContaining("Add the dependency com.microsoft.onnxruntime:onnxruntime (CPU)")
                .hasMessageContaining("-Dselfscale.onnxruntime.home=<folder>");
        assertThat(NativeLibraries.nothing(List.of(), "SunOS", "sparc")).hasMessageContaining("SunOS sparc");
    }

    @Test
    void readsTheMinorOfAVersion() {
        assertThat(OrtApi.minor("1.29.0")).isEqualTo(29);
        assertThat(OrtApi.minor("1.28.1-dev")).isEqualTo(28);
        assertThat(OrtApi.minor("2.0.0")).isEqualTo(-1);
        assertThat(OrtApi.minor("1")).isEqualTo(-1);
    }
}
