package io.selfscale.inference.runtime;

import java.util.List;
import java.util.Locale;

/**
 * How an artifact packs ONNX Runtime for a system.
 *
 * @param folder the folder of its resources, with a slash at the end
 * @param library the file of the library itself
 * @param companions files that must lie beside it if the artifact has them: providers that the library loads by itself
 */
record NativeLayout(String folder, String library, List<String> companions) {
    /** Whether a companion is the CUDA provider. */
    static boolean isCuda(String file) {
        return file.contains("providers_cuda");
    }

    /**
     * The layouts of com.microsoft.onnxruntime:onnxruntime, :onnxruntime_gpu and of org.bytedeco:onnxruntime, for a
     * system; empty if there is none.
     *
     * @param osName as the system property {@code os.name} has it
     * @param architecture as {@code os.arch} has it
     */
    static List<NativeLayout> of(String osName, String architecture) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean arm = switch (architecture.toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> true;
            case "amd64", "x86_64", "x64" -> false;
            default -> {
                os = "";
                yield false;
            }
        };
        if (os.startsWith("linux")) {
            List<String> companions = List.of("libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so");
            String bytedeco = "org/bytedeco/onnxruntime/linux-" + (arm ? "arm64" : "x86_64");
            return List.of(
                    new NativeLayout(
                            "ai/onnxruntime/native/linux-" + (arm ? "aarch64" : "x64") + "/",
                            "libonnxruntime.so",
                            companions),
                    new NativeLayout(bytedeco + "-gpu/", "libonnxruntime.so.1", companions),
                    new NativeLayout(bytedeco + "/", "libonnxruntime.so.1", companions));
        }
        if (os.startsWith("windows") && !arm) {
            List<String> companions = List.of("onnxruntime_providers_shared.dll", "onnxruntime_providers_cuda.dll");
            return List.of(
                    new NativeLayout("ai/onnxruntime/native/win-x64/", "onnxruntime.dll", companions),
                    new NativeLayout("org/bytedeco/onnxruntime/windows-x86_64-gpu/", "onnxruntime.dll", companions),
                    new NativeLayout("org/bytedeco/onnxruntime/windows-x86_64/", "onnxruntime.dll", companions));
        }
        if (os.startsWith("mac")) {
            return List.of(
                    new NativeLayout(
                            "ai/onnxruntime/native/osx-" + (arm ? "aarch64" : "x64") + "/",
                            "libonnxruntime.dylib",
                            List.of()),
                    new NativeLayout(
                            "org/bytedeco/onnxruntime/macosx-" + (arm ? "arm64" : "x86_64") + "/",
                            "libonnxruntime.1.dylib",
                            List.of()));
        }
        return List.of();
    }

    /** The names under which a build that lies in a folder may have the library, the best first. */
    static List<String> fileNames(String osName) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return List.of("onnxruntime.dll");
        }
        return os.startsWith("mac")
                ? List.of("libonnxruntime.dylib", "libonnxruntime.1.dylib")
                : List.of("libonnxruntime.so", "libonnxruntime.so.1");
    }
}
