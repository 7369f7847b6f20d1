package io.selfscale.inference.runtime;

import java.nio.file.Path;

/** The run-time that the tests share: natives of the class path, unpacked below the build's folder. */
final class TestRuntime {
    private TestRuntime() {}

    static RuntimeSettings settings() {
        return RuntimeSettings.fromSystemProperties()
                .withCacheFolder(Path.of("target", "test-cache").toAbsolutePath())
                .withLogLevel(LogLevel.FATAL);
    }

    static OnnxRuntime open() {
        return OnnxRuntime.open(settings());
    }
}
