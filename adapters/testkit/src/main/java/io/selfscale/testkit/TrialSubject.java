package io.selfscale.testkit;

import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.DecisionEngine;
import java.time.Duration;
import java.util.Set;

/** A policy in the engine, as the properties want it. */
record TrialSubject(
        DecisionEngine.Trial<Object> trial,
        Set<Signal> required,
        Duration memory,
        Duration evaluationPeriod,
        boolean isProportional)
        implements DecisionSubject<Object> {

    @SuppressWarnings("unchecked") // A state is only ever given back to the trial that made it.
    static TrialSubject of(
            DecisionEngine.Trial<?> trial,
            Set<Signal> required,
            Duration memory,
            Duration evaluationPeriod,
            boolean isProportional) {
        return new TrialSubject(
                (DecisionEngine.Trial<Object>) trial, required, memory, evaluationPeriod, isProportional);
    }

    @Override
    public DecisionFunction<Object> function() {
        return trial.function();
    }

    @Override
    public String snapshot(Object state) {
        return trial.encode(state);
    }

    @Override
    public Object restore(String text) {
        return trial.decode(text);
    }

    @Override
    public Object resume(Object state, long nanos) {
        return trial.resumedAt(state, nanos);
    }
}
