package io.selfscale.inference.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds ONNX Runtime's library: in a folder that the settings name, or on the class path. */
final class NativeLibraries {
    private NativeLibraries() {}

    /**
     * Returns the library's file; natives of the class path are unpacked first.
     *
     * @throws OrtException if there is none; the message says what was looked for and which dependency to add
     */
    static Path locate(RuntimeSettings settings) {
        String os = String.valueOf(System.getProperty("os.name"));
        String architecture = String.valueOf(System.getProperty("os.arch"));
        if (settings.libraryHome().isPresent()) {
            return inFolder(settings.libraryHome().get(), NativeLayout.fileNames(os));
        }
        List<NativeLayout> layouts = NativeLayout.of(os, architecture);
        ClassLoader own = NativeLibraries.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> loaders = new ArrayList<>();
        loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
        if (context != null) {
            loaders.add(context);
        }
        List<NativeFiles> found = onClassPath(layouts, loaders);
        return found.stream()
                .filter(NativeFiles::hasCuda)
                .findFirst()
                .or(() -> found.stream().findFirst())
                .map(files -> new LibraryCache(settings.cacheFolder().resolve("onnxruntime")).unpack(files))
                .orElseThrow(() -> nothing(layouts, os, architecture));
    }

    /** The library of a folder, or of its folder {@code lib}. */
    static Path inFolder(Path home, List<String> names) {
        List<Path> folders = List.of(home, home.resolve("lib"));
        for (Path folder : folders) {
            for (String name : names) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return file.toAbsolutePath();
                }
            }
            Optional<Path> versioned = versioned(folder, names.get(0) + ".");
            if (versioned.isPresent()) {
                return versioned.get().toAbsolutePath();
            }
        }
        throw new OrtException(
                OrtException.NO_LIBRARY,
                "no ONNX Runtime in the folder that -D" + RuntimeSettings.HOME_PROPERTY + " names: looked for " + names
                        + " in " + folders + ". Name the folder that holds the library, or leave the property away to"
                        + " use the natives on the class path");
    }

    /** A file whose name has the whole version at its end, as the release archives have. */
    private static Optional<Path> versioned(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> String.valueOf(file.getFileName()).startsWith(prefix) && Files.isRegularFile(file))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new OrtException(
                    OrtException.NO_LIBRARY, "could not list " + folder + " to look for ONNX Runtime in it: " + e, e);
        }
    }

    /** Every packed library that the class path has for these layouts, in the order of the layouts. */
    static List<NativeFiles> onClassPath(List<NativeLayout> layouts, List<ClassLoader> loaders) {
        List<NativeFiles> found = new ArrayList<>();
        for (NativeLayout layout : layouts) {
            // Several jars may have the same names: the CPU and the GPU build on one class path.
            Set<String> libraries = new LinkedHashSet<>();
            for (ClassLoader loader : loaders) {
                for (URL library : resources(loader, layout.folder() + layout.library())) {
                    libraries.add(library.toExternalForm());
                }
            }
            for (String library : libraries) {
                found.add(NativeFiles.of(layout, URI.create(library)));
            }
        }
        return found;
    }

    private static List<URL> resources(ClassLoader loader, String name) {
        try {
            return Collections.list(loader.getResources(name));
        } catch (IOException e) {
            throw new UncheckedIOException("could not search the class path for " + name, e);
        }
    }

    static OrtException nothing(List<NativeLayout> layouts, String os, String architecture) {
        String system = os + " " + architecture;
        String looked = layouts.isEmpty()
                ? "no published artifact has one for " + system
                : "looked on the class path for "
                        + String.join(
                                ", ",
                                layouts.stream()
                                        .map(layout -> layout.folder() + layout.library())
                                        .toList());
        return new OrtException(
                OrtException.NO_LIBRARY,
                "there is no ONNX Runtime for " + system + ": " + looked
                        + ". Add the dependency com.microsoft.onnxruntime:onnxruntime (CPU) or"
                        + " com.microsoft.onnxruntime:onnxruntime_gpu (CUDA 12), or name a folder with a build of the"
                        + " library with -D" + RuntimeSettings.HOME_PROPERTY + "=<folder>");
    }
}
