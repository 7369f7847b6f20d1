package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.testkit.MetricSourceContract;
import java.util.concurrent.atomic.AtomicInteger;

/** A gauge per replica keeps the contract of every metric source. */
class GaugeSourceContractTest implements MetricSourceContract {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger percent = new AtomicInteger(40);

    GaugeSourceContractTest() {
        Gauge.builder("worker.busy", percent, value -> value.get() / 100.0)
                .tag("replica", "a")
                .register(registry);
    }

    @Override
    public MetricSource source() {
        return MeterSources.gauge(registry, "worker.busy").byReplica("replica");
    }

    @Override
    public Signal signal() {
        return Signal.ratio("busy_share");
    }

    @Override
    public MetricSource sourceOfNothing() {
        return MeterSources.gauge(registry, "worker.idle").byReplica("replica");
    }
}
