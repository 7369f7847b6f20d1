package io.selfscale.inference.runtime;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies and clears device memory through the CUDA run-time library that ONNX Runtime's provider has loaded. The C API
 * of ONNX Runtime has a copy of its own only for providers that are registered as plug-ins. Safe for concurrent use.
 */
final class CudaMemory implements Storage.Copier {
    /** {@code cudaMemcpyDefault}: the direction follows from the addresses. */
    private static final int BY_ADDRESS = 4;

    private final Function copy;
    private final Function set;
    private final Function errorText;

    private CudaMemory(NativeLibrary library) {
        copy = library.getFunction("cudaMemcpy");
        set = library.getFunction("cudaMemset");
        errorText = library.getFunction("cudaGetErrorString");
    }

    /**
     * Finds the library of this process, after the provider was loaded.
     *
     * @throws OrtException if it is not found
     */
    static CudaMemory ofProvider() {
        List<String> tried = new ArrayList<>(loadedFiles());
        tried.addAll(
                Platform.isWindows()
                        ? List.of("cudart64_12", "cudart64_13")
                        : List.of("libcudart.so.12", "libcudart.so.13"));
        List<String> problems = new ArrayList<>();
        for (String name : tried) {
            try {
                return new CudaMemory(NativeLibrary.getInstance(name));
            } catch (UnsatisfiedLinkError e) {
                problems.add(name + ": " + e.getMessage());
            }
        }
        throw new OrtException(
                OrtException.NO_LIBRARY,
                "the CUDA provider is loaded, but its run-time library was not found: " + String.join("; ", problems));
    }

    /** The file that is mapped already: with two CUDA versions installed, that is the provider's own. */
    private static List<String> loadedFiles() {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.filter(line -> line.contains("/libcudart.so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            // The names of the library are tried next, and their failure is told.
            return List.of();
        }
    }

    @Override
    public void copy(Pointer target, Pointer source, long bytes) {
        check("copy " + bytes + " bytes", copy.invokeInt(new Object[] {target, source, bytes, BY_ADDRESS}));
    }

    /** Sets memory of the device to zero. */
    void clear(Pointer target, long bytes) {
        check("clear " + bytes + " bytes", set.invokeInt(new Object[] {target, 0, bytes}));
    }

    private void check(String doing, int error) {
        if (error != 0) {
            throw new OrtException(
                    OrtException.FAIL,
                    "CUDA could not " + doing + " of device memory: error " + error + ", "
                            + errorText.invokeString(new Object[] {error}, false));
        }
    }
}
