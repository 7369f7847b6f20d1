package io.selfscale.inference.runtime;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the library comes from, where it is unpacked and how much it writes.
 *
 * @param cacheFolder the folder below which natives of the class path are unpacked, made when it is missing
 * @param libraryHome a folder that holds another build of the library (itself or its {@code lib} folder); empty: the
 *     class path is searched
 * @param logLevel from which severity on ONNX Runtime writes log lines; errors are exceptions too, so that nothing is
 *     lost with {@link LogLevel#FATAL}
 */
public record RuntimeSettings(Path cacheFolder, Optional<Path> libraryHome, LogLevel logLevel) {
    /** The system property that names a folder with another build of ONNX Runtime. */
    public static final String HOME_PROPERTY = "selfscale.onnxruntime.home";

    /** The system property that names another cache folder. */
    public static final String CACHE_PROPERTY = "selfscale.cache";

    /**
     * The settings of the system properties {@value #HOME_PROPERTY} and {@value #CACHE_PROPERTY}. Without the latter,
     * the folder {@code selfscale} of the user's cache folder: {@code $XDG_CACHE_HOME} or {@code ~/.cache} (Linux),
     * {@code ~/Library/Caches} (macOS), {@code %LOCALAPPDATA%} (Windows). Log lines: only those of a process that is about
     * to end, as every error is an exception.
     */
    public static RuntimeSettings fromSystemProperties() {
        return from(System::getProperty, System.getenv());
    }

    static RuntimeSettings from(Function<String, @Nullable String> properties, Map<String, String> environment) {
        String home = properties.apply(HOME_PROPERTY);
        String cache = properties.apply(CACHE_PROPERTY);
        return new RuntimeSettings(
                cache == null || cache.isBlank() ? userCache(properties, environment) : Path.of(cache),
                home == null || home.isBlank() ? Optional.empty() : Optional.of(Path.of(home)),
                LogLevel.FATAL);
    }

    private static Path userCache(Function<String, @Nullable String> properties, Map<String, String> environment) {
        String system = text(properties.apply("os.name")).toLowerCase(Locale.ROOT);
        Path home = Path.of(text(properties.apply("user.home")));
        String named = environment.get(system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
        if (named != null && Path.of(named).isAbsolute()) {
            return Path.of(named).resolve("selfscale");
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("selfscale");
        }
        if (system.startsWith("windows")) {
            return home.resolve("AppData").resolve("Local").resolve("selfscale");
        }
        return home.resolve(".cache").resolve("selfscale");
    }

    private static String text(@Nullable String property) {
        return property == null ? "" : property;
    }

    /** These settings with another cache folder. */
    public RuntimeSettings withCacheFolder(Path folder) {
        return new RuntimeSettings(folder, libraryHome, logLevel);
    }

    /** These settings with the library of a folder. */
    public RuntimeSettings withLibraryHome(Path folder) {
        return new RuntimeSettings(cacheFolder, Optional.of(folder), logLevel);
    }

    /** These settings with another log level. */
    public RuntimeSettings withLogLevel(LogLevel level) {
        return new RuntimeSettings(cacheFolder, libraryHome, level);
    }
}
