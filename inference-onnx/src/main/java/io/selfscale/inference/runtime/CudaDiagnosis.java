package io.selfscale.inference.runtime;

import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words why CUDA cannot be used: what was looked for, what was found, what to install. */
final class CudaDiagnosis {
    private static final Pattern MISSING =
            Pattern.compile("(?:error: |^|\\s)(lib[\\w+-]+\\.so[.\\d]*): cannot open shared object file");
    private static final Pattern WINDOWS_MISSING = Pattern.compile("LoadLibrary failed with error 126");

    private CudaDiagnosis() {}

    /** The providers that the library was built with. */
    static List<String> providers(OrtApi api) {
        PointerByReference names = new PointerByReference();
        IntByReference size = new IntByReference();
        api.call("list the providers", ApiFunction.GET_AVAILABLE_PROVIDERS, names, size);
        try {
            return List.of(names.getValue().getStringArray(0, size.getValue(), "UTF-8"));
        } finally {
            api.call(
                    "free the list of providers",
                    ApiFunction.RELEASE_AVAILABLE_PROVIDERS,
                    names.getValue(),
                    size.getValue());
        }
    }

    /** The message of an error of the CUDA provider, for people. */
    static String explain(OrtApi api, String message) {
        return "Looked for the CUDA provider of ONNX Runtime " + api.version() + " (" + api.library() + "): "
                + explain(providers(api), message);
    }

    /** The same for what is known of the library. */
    static String explain(List<String> providers, String message) {
        if (!providers.contains("CUDAExecutionProvider")) {
            return "this build of the library has no CUDA, only " + providers + ". " + otherBuild();
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            String file = String.valueOf(missing.group(1));
            if (file.startsWith("libonnxruntime_providers")) {
                return "the provider's file " + file + " is not beside the library. " + otherBuild();
            }
            return "the provider is there, but the system has no " + file + ". " + remedy(file);
        }
        if (WINDOWS_MISSING.matcher(message).find()) {
            return "the provider or a library that it needs is missing: " + message + ". " + otherBuild()
                    + " Also needed are the CUDA 12 run-time libraries, cuDNN 9 and NVIDIA's driver.";
        }
        if (message.contains("driver version is insufficient")) {
            return "NVIDIA's driver is older than the CUDA libraries need. Install a newer driver, or name a build of"
                    + " ONNX Runtime for an older CUDA with -D" + RuntimeSettings.HOME_PROPERTY + "=<folder>. ("
                    + message
                    + ")";
        }
        if (message.contains("no CUDA-capable device") || message.contains("CUDA failure 100")) {
            return "the provider is there, but no NVIDIA GPU is visible. Check nvidia-smi, CUDA_VISIBLE_DEVICES and, in"
                    + " a container, that it was started with its GPUs. (" + message + ")";
        }
        return message;
    }

    private static String otherBuild() {
        return "Put com.microsoft.onnxruntime:onnxruntime_gpu on the class path instead of onnxruntime (CUDA 12), or name"
                + " a folder with another build with -D" + RuntimeSettings.HOME_PROPERTY + "=<folder>.";
    }

    private static String remedy(String file) {
        if (file.startsWith("libcuda.so") || file.startsWith("libnvidia")) {
            return "Install NVIDIA's driver; in a container, start it with the NVIDIA container toolkit.";
        }
        if (file.startsWith("libcudnn")) {
            return "Install cuDNN 9 for the CUDA version of the provider, and have it on the library path"
                    + " (LD_LIBRARY_PATH).";
        }
        Matcher major = Pattern.compile("\\.so\\.(\\d+)").matcher(file);
        // cuRAND and cuFFT count their own versions: only these three have CUDA's.
        boolean known = file.startsWith("libcublas") || file.startsWith("libcudart");
        String version = known && major.find() ? " " + major.group(1) : "";
        return "Install the CUDA" + version
                + " run-time libraries (cuBLAS, cuRAND, cuFFT and the CUDA run-time), and have"
                + " them on the library path (LD_LIBRARY_PATH); or name a build of ONNX Runtime for the CUDA that is"
                + " installed with -D" + RuntimeSettings.HOME_PROPERTY + "=<folder>.";
    }
}
