package io.selfscale.adapter.cli.demo;

import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.gateway.RecentLatency;
import io.selfscale.adapter.cli.demo.gateway.RequestCounters;
import io.selfscale.adapter.cli.demo.gateway.WorkerCounters;
import java.time.Duration;
import java.util.Map;

/** Looks at front doors, for tests. */
final class FrontDoors {

    static final RecentLatency IDLE = new RecentLatency.Idle();

    private FrontDoors() {}

    static GatewaySnapshot empty() {
        return of(0, 0, 0, Map.of());
    }

    static GatewaySnapshot of(long offered, int queued, int inFlight, Map<String, WorkerCounters> workers) {
        long completed =
                workers.values().stream().mapToLong(WorkerCounters::completed).sum();
        return new GatewaySnapshot(
                new RequestCounters(offered, completed, 0, 0, 0), queued, inFlight, Duration.ZERO, workers);
    }
}
