package io.selfscale.inference.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CudaDiagnosisTest {
    private static final List<String> CUDA = List.of("CUDAExecutionProvider", "CPUExecutionProvider");

    private static String missing(String file) {
        return "Failed to load library /cache/libonnxruntime_providers_cuda.so with error: " + file
                + ": cannot open shared object file: No such file or directory";
    }

    @Test
    void namesTheDependencyWhenTheBuildHasNoCuda() {
        assertThat(CudaDiagnosis.explain(List.of("CPUExecutionProvider"), "whatever"))
                .startsWith("this build of the library has no CUDA, only [CPUExecutionProvider].")
                .contains("onnxruntime_gpu");
    }

    @Test
    void namesTheCudaVersionThatAMissingLibraryBelongsTo() {
        assertThat(CudaDiagnosis.explain(CUDA, missing("libcublasLt.so.12")))
                .isEqualTo(
                        "the provider is there, but the system has no libcublasLt.so.12. Install the CUDA 12 run-time"
                                + " libraries (cuBLAS, cuRAND, cuFFT and the CUDA run-time), and have them on the library path"
                                + " (LD_LIBRARY_PATH); or name a build of ONNX Runtime for the CUDA that is installed with"
                                + " -Dselfscale.onnxruntime.home=<folder>.");
        assertThat(CudaDiagnosis.explain(CUDA, missing("libcudart.so.13"))).contains("Install the CUDA 13 run-time");
        assertThat(CudaDiagnosis.explain(CUDA, missing("libcurand.so.10"))).contains("Install the CUDA run-time");
    }

    @Test
    void tellsDriverAndCudnnFromTheRest() {
        assertThat(CudaDiagnosis.explain(CUDA, missing("libcuda.so.1"))).contains("Install NVIDIA's driver");
        assertThat(CudaDiagnosis.explain(CUDA, missing("libcudnn.so.9"))).contains("Install cuDNN 9");
        assertThat(CudaDiagnosis.explain(
                        CUDA, "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version"))
                .contains("newer driver");
        assertThat(CudaDiagnosis.explain(CUDA, "CUDA failure 100: no CUDA-capable device is detected"))
                .contains("no NVIDIA GPU is visible");
    }

    @Test
    void tellsAProviderThatIsNotBesideTheLibrary() {
        assertThat(CudaDiagnosis.explain(CUDA, missing("libonnxruntime_providers_shared.so")))
                .contains("is not beside the library");
    }

    @Test
    void leavesAnyOtherMessageAsItIs() {
        assertThat(CudaDiagnosis.explain(CUDA, "out of memory")).isEqualTo("out of memory");
    }
}
