package io.selfscale.inference.runtime;

/** From which severity on ONNX Runtime writes log lines; it writes them to the standard error stream. */
public enum LogLevel {
    VERBOSE(0),
    INFO(1),
    WARNING(2),
    ERROR(3),
    FATAL(4);

    private final int code;

    LogLevel(int code) {
        this.code = code;
    }

    /** The number of {@code OrtLoggingLevel}. */
    int code() {
        return code;
    }
}
