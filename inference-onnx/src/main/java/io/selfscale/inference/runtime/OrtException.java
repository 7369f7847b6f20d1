package io.selfscale.inference.runtime;

/** A call of ONNX Runtime failed, or its library could not be found or loaded. */
public final class OrtException extends RuntimeException {
    /** The code of errors that happened before the library could be asked: not found, not loaded, too old. */
    public static final int NO_LIBRARY = -1;

    /** {@code ORT_FAIL}: also the code of a run that was cancelled. */
    public static final int FAIL = 1;

    /** {@code ORT_INVALID_ARGUMENT}. */
    public static final int INVALID_ARGUMENT = 2;

    /** {@code ORT_NOT_IMPLEMENTED}: an operator without a kernel, or a type that this package does not handle. */
    public static final int NOT_IMPLEMENTED = 9;

    private static final long serialVersionUID = 1L;

    private static final String[] NAMES = {
        "OK",
        "FAIL",
        "INVALID_ARGUMENT",
        "NO_SUCHFILE",
        "NO_MODEL",
        "ENGINE_ERROR",
        "RUNTIME_EXCEPTION",
        "INVALID_PROTOBUF",
        "MODEL_LOADED",
        "NOT_IMPLEMENTED",
        "INVALID_GRAPH",
        "EP_FAIL"
    };

    private final int code;

    OrtException(int code, String message) {
        super(message);
        this.code = code;
    }

    OrtException(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The error of a call, as {@code OrtStatus} tells it. */
    static OrtException ofStatus(String doing, int code, String message) {
        String name = code >= 0 && code < NAMES.length ? NAMES[code] : "error";
        return new OrtException(
                code, "could not " + doing + ": ONNX Runtime says " + name + " (" + code + "): " + message);
    }

    /** ONNX Runtime's {@code OrtErrorCode}, or {@link #NO_LIBRARY}. */
    public int code() {
        return code;
    }
}
