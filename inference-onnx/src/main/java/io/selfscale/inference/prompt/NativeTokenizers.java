package io.selfscale.inference.prompt;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native part of {@code ai.djl.huggingface:tokenizers} without the Java part around it.
 *
 * <p>That Java part reaches for the network in two places: {@code HuggingFaceTokenizer} asks the cloud metadata address
 * where it runs whenever a tokenizer is made ({@code Ec2Utils.callHome}, unless {@code OPT_OUT_TRACKING} or
 * {@code DJL_OFFLINE} is set), and {@code LibUtils} downloads a CUDA build of the library when it sees a GPU. Both are
 * switched by settings of the whole process. The class of the native methods needs neither: it loads nothing by itself.
 * So the library is unpacked and loaded here, and the native methods are called directly.
 *
 * <p>The library is unpacked into a private temporary folder that is deleted as soon as it is loaded (on Windows, where a
 * loaded library cannot be deleted, it stays there).
 */
final class NativeTokenizers {

    private static final Logger LOG = LoggerFactory.getLogger(NativeTokenizers.class);

    private NativeTokenizers() {}

    /**
     * The native methods, loaded at the first call.
     *
     * @throws PromptException if there is no library for this platform or it cannot be loaded, at every call
     */
    static TokenizersLibrary library() {
        String problem = Loaded.PROBLEM;
        if (problem != null) {
            throw new PromptException(problem, Loaded.CAUSE);
        }
        return TokenizersLibrary.LIB;
    }

    /** The one attempt of this process; what went wrong is kept so that every caller is told. */
    private static final class Loaded {

        static final @Nullable String PROBLEM;
        static final @Nullable Throwable CAUSE;

        static {
            String problem = null;
            Throwable cause = null;
            try {
                load(platform(property("os.name"), property("os.arch")));
            } catch (PromptException e) {
                problem = e.getMessage();
                cause = e.getCause();
            } catch (IOException | UnsatisfiedLinkError e) {
                problem = "native tokenizer library: it could not be loaded from a folder under "
                        + System.getProperty("java.io.tmpdir", "the temporary folder") + " (" + e.getMessage()
                        + "); expected a writable folder from which programs may be run: set -Djava.io.tmpdir";
                cause = e;
            }
            PROBLEM = problem;
            CAUSE = cause;
        }
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }

    /** The folder of the library on the class path, such as {@code linux-x86_64}. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String prefix = os.startsWith("windows")
                ? "win"
                : os.startsWith("mac") ? "osx" : os.startsWith("linux") ? "linux" : os.replace(' ', '_');
        return prefix + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static void load(String platform) throws IOException {
        ClassLoader loader = TokenizersLibrary.class.getClassLoader();
        if (!Objects.equals(loader, NativeTokenizers.class.getClassLoader())) {
            // A native method is only looked for in libraries that a class of the same class loader has loaded.
            throw new PromptException(
                    "native tokenizer library: selfscale-inference-onnx and ai.djl.huggingface:tokenizers"
                            + " are loaded by different class loaders; put both on the same class path");
        }
        List<String> names = new ArrayList<>();
        if (platform.startsWith("win-")) {
            names.addAll(List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll"));
        }
        names.add(System.mapLibraryName("tokenizers"));
        Path folder = Files.createTempDirectory("selfscale-tokenizers");
        try {
            for (String name : names) {
                String resource = "native/lib/" + platform + "/cpu/" + name;
                try (InputStream in = NativeTokenizers.class.getResourceAsStream("/" + resource)) {
                    if (in == null) {
                        throw new PromptException("native tokenizer library: " + resource
                                + " is not on the class path; ai.djl.huggingface:tokenizers has it for linux-x86_64,"
                                + " linux-aarch64, osx-aarch64 and win-x86_64, and this platform is " + platform);
                    }
                    Files.copy(in, folder.resolve(name));
                }
                System.load(folder.resolve(name).toAbsolutePath().toString());
            }
        } finally {
            delete(folder, names);
        }
    }

    private static void delete(Path folder, List<String> names) {
        try {
            for (String name : names) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("the unpacked tokenizer library stays in {}", folder, e);
        }
    }
}
