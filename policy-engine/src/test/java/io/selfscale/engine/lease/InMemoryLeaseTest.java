package io.selfscale.engine.lease;

import io.selfscale.policy.spi.Lease;
import io.selfscale.testkit.LeaseContract;
import io.selfscale.testkit.ManualTime;
import java.time.Duration;

class InMemoryLeaseTest implements LeaseContract {

    private final ManualTime time = new ManualTime();
    private final InMemoryLease.Register register = new InMemoryLease.Register(time);

    @Override
    public Lease contender() {
        return new InMemoryLease(register);
    }

    @Override
    public void pass(Duration length) {
        time.advance(length);
    }
}
