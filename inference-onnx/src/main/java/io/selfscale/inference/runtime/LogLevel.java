package io.selfscale.inference.runtime;

/** From which severity on ONNX Runtime writes log lines; it writes them to the standard error stream. */
public enum LogLevel {
    VERBOSE,
    INFO,
    WARNING,
    ERROR,
    FATAL;

    /** The number of {@code OrtLoggingLevel}. */
    int code() {
        return ordinal();
    }
}
