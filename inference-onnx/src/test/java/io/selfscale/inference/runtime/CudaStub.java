package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stub CUDA libraries (see {@code src/test/native/cuda-stub}), built and loaded into this process, which cannot be
 * made to forget them.
 */
public final class CudaStub {
    /** Held for the life of the process: a library that nobody holds is unloaded, and the provider no longer finds it. */
    private static final List<NativeLibrary> LOADED = new ArrayList<>();

    private final NativeLibrary runtime;

    private CudaStub(NativeLibrary runtime) {
        this.runtime = runtime;
    }

    /** Builds and loads the stubs; skips the test unless the profile {@code cuda-stub} runs it. */
    public static CudaStub load() throws IOException, InterruptedException {
        String major = System.getProperty("selfscale.cuda-stub");
        assumeTrue(major != null, "runs with -Pcuda-stub");
        Path folder = Path.of("target", "cuda-stub-" + major).toAbsolutePath();
        Path script = Path.of("src", "test", "native", "cuda-stub", "build.sh").toAbsolutePath();
        Process build = new ProcessBuilder("bash", script.toString(), folder.toString(), String.valueOf(major))
                .redirectErrorStream(true)
                .start();
        String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(output).isZero();
        // The provider then finds the names it links already loaded, the run-time first: the others need it.
        NativeLibrary runtime = NativeLibrary.getInstance(
                folder.resolve("libcudart.so." + major).toString());
        for (String name : List.of(
                "libcuda.so.1",
                "libcurand.so.10",
                "libcublasLt.so." + major,
                "libcublas.so." + major,
                "libcudnn.so.9")) {
            LOADED.add(NativeLibrary.getInstance(folder.resolve(name).toString()));
        }
        return new CudaStub(runtime);
    }

    /** Sets every counter but the levels of memory to zero. */
    public void reset() {
        runtime.getFunction("cuda_stub_reset").invokeVoid(new Object[0]);
    }

    /** A counter, by the names of the stub's sources. */
    public long counter(String name) {
        return (Long) runtime.getFunction("cuda_stub_counter").invoke(Long.class, new Object[] {name});
    }
}
