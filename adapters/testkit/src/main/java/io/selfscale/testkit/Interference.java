package io.selfscale.testkit;

import io.selfscale.policy.Observation;
import io.selfscale.policy.Signal;
import java.util.List;
import java.util.Objects;

/**
 * A disturbance of one signal for some time.
 *
 * @param from the first tick, at least 0
 * @param ticks how long, at least 1
 * @param signal position of the signal among those that may be disturbed, modulo their number; at least 0
 * @param disturbance what happens
 */
public record Interference(int from, int ticks, int signal, Disturbance disturbance) {

    public Interference {
        Objects.requireNonNull(disturbance, "disturbance");
        if (from < 0 || ticks < 1 || signal < 0) {
            throw new IllegalArgumentException("from and signal must be at least 0 and ticks at least 1, but were "
                    + from + ", " + signal + ", " + ticks);
        }
    }

    /** Tells whether it is in force at a tick. */
    public boolean isOn(int tick) {
        return tick >= from && tick < from + ticks;
    }

    /** Returns the observation of a tick, disturbed by all that are in force. */
    public static Observation apply(
            List<Interference> interferences, int tick, List<Signal> signals, Observation observation) {
        Observation disturbed = observation;
        for (Interference interference : interferences) {
            if (interference.isOn(tick)) {
                Signal signal = signals.get(interference.signal() % signals.size());
                disturbed = interference.disturbance().apply(disturbed, signal);
            }
        }
        return disturbed;
    }
}
