package io.selfscale.inference.runtime;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/** ONNX Runtime's reports to its maker. */
final class Telemetry {
    private static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

    private Telemetry() {}

    /**
     * Switches them off in this process. The library looks at the environment of the C library when it is loaded, which
     * Java's own copy of the environment does not reach.
     */
    static void switchOff() {
        int error = Platform.isWindows()
                ? Function.getFunction("ucrtbase", "_putenv_s").invokeInt(new Object[] {VARIABLE, "1"})
                : Function.getFunction(Platform.C_LIBRARY_NAME, "setenv").invokeInt(new Object[] {VARIABLE, "1", 1});
        if (error != 0) {
            throw new OrtException(
                    OrtException.NO_LIBRARY,
                    "could not switch off the telemetry of ONNX Runtime, so that it is not loaded: setting " + VARIABLE
                            + " failed with " + error + ". Start the process with " + VARIABLE + "=1");
        }
    }
}
