package io.selfscale.adapter.process;

import io.selfscale.policy.spi.ReplicaPool;
import io.selfscale.testkit.Await;
import io.selfscale.testkit.ReplicaPoolContract;

/** The contract, kept in virtual time. */
class VirtualPoolContractTest implements ReplicaPoolContract {
    private final PoolFixture fixture = new PoolFixture(builder -> builder.maxReplicas(3));

    @Override
    public ReplicaPool pool() {
        return fixture.pool;
    }

    @Override
    public Await await() {
        return Await.on(fixture.time, PoolFixture.INTERVAL, 100);
    }

    @Override
    public Integer tooMany() {
        return 5;
    }
}
