package io.selfscale.adapter.micrometer;

import io.selfscale.policy.Sample;

/** The value that a user declares for the time in which nothing is recorded: idle is not absent. */
final class IdleValue {

    private IdleValue() {}

    /** Returns the declared value, measured just now. */
    static Sample declared(double value) {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("whenIdle must be finite and at least 0 but was " + value);
        }
        return Sample.of(value);
    }

    /** Returns what holds as long as none is declared. */
    static Sample undeclared(MeterQuery query) {
        return Sample.absent(
                "nothing recorded in " + query + " since the last read, and no whenIdle value is declared");
    }
}
