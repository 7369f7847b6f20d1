package io.selfscale.adapter.process;

import io.selfscale.policy.ReplicaState;
import java.math.BigDecimal;
import java.time.Duration;

/** Why workers end, in words. */
final class EndCauses {
    static final String SCALE_IN = "scale-in";
    static final String CANCELLED = "cancelled before ready";
    static final String POOL_CLOSED = "pool closed";

    /** Codes above this one stand for a signal, up to {@link #LAST_SIGNAL}. */
    private static final int SIGNAL_BASE = 128;

    private static final int LAST_SIGNAL = SIGNAL_BASE + 64;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private EndCauses() {}

    /** Returns the cause of a process that ended without having been told to. */
    static String crashed(int exitCode, ReplicaState state) {
        // The shell that becomes the worker found nothing to become: the program went away after the pool was built.
        if (state == ReplicaState.STARTING && (exitCode == NOT_EXECUTABLE || exitCode == NOT_FOUND)) {
            return couldNotBeStarted(
                    "exit code " + exitCode + ", command " + (exitCode == NOT_FOUND ? "not found" : "not executable"));
        }
        String signal =
                exitCode > SIGNAL_BASE && exitCode <= LAST_SIGNAL ? " (signal " + (exitCode - SIGNAL_BASE) + ")" : "";
        return "crashed: exit code " + exitCode + signal;
    }

    static String couldNotBeStarted(String message) {
        return "could not be started: " + message;
    }

    /** Returns the cause of a worker that ran and did not become ready. */
    static String notReady(Duration limit) {
        return "not ready within " + seconds(limit);
    }

    /** Returns the cause of a worker whose process was not even started. */
    static String notStarted(Duration limit) {
        return "not started within " + seconds(limit) + ", while starts waited after a crash";
    }

    /** Returns a duration in seconds without a superfluous fraction, such as {@code 20 s} or {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
