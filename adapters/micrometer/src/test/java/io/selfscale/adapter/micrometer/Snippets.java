package io.selfscale.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.spi.MetricSource;
import io.selfscale.policy.spi.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of the README, as it stands there. */
class Snippets {

    @Test
    void readsSignalsFromMeters() throws Exception {
        // @start region="signals"
        MeterRegistry registry = new SimpleMeterRegistry();
        Timer checkout = Timer.builder("checkout").publishPercentiles(0.95).register(registry);

        MetricSource arrivals = MeterSources.counterRate(registry, Ticker.system(), "checkout");
        MetricSource latency =
                MeterSources.timerPercentile(registry, 0.95, "checkout").whenIdle(0);

        Reading first = arrivals.read(); // absent: no earlier value
        checkout.record(Duration.ofMillis(120));
        Reading perSecond = arrivals.read(); // one recording over the time since the first read
        Reading seconds = latency.read(); // about 0.12
        // @end

        assertThat(Readings.whole(first)).isInstanceOf(Sample.Absent.class);
        assertThat(Readings.whole(perSecond)).isInstanceOf(Sample.Fresh.class);
        assertThat(Readings.whole(seconds))
                .isInstanceOfSatisfying(
                        Sample.Fresh.class, fresh -> assertThat(fresh.value()).isCloseTo(0.12, within(0.01)));
    }

    @Test
    void publishesWhatAnAutoscalerDoes() {
        MeterRegistry registry = new SimpleMeterRegistry();
        // @start region="meters"
        try (AutoscalerMeters meters = AutoscalerMeters.bindTo(registry, "checkout")) {
            // The autoscaler calls its listeners; here it is done by hand.
            meters.onTick(Duration.ofMillis(3));
            meters.onFailure("source latency", "timed out");
            assertThat(registry.get("selfscale.failures").counter().count()).isEqualTo(1);
        }
        // @end
        assertThat(registry.getMeters()).isEmpty();
    }
}
