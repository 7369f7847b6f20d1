package io.selfscale.policy.spi;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import java.time.Instant;

/** Keeps nothing. */
record DisabledJournal() implements Journal {

    @Override
    public void decided(Observation observation, Decision decision) {}

    @Override
    public void snapshot(Instant wallTime, String state) {}

    @Override
    public void ordered(Instant wallTime, OrderOutcome outcome) {}

    @Override
    public void close() {}
}
