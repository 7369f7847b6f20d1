package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InFlightSourceTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void countsTheActiveTasks() {
        LongTaskTimer timer = LongTaskTimer.builder("exports").register(registry);
        InFlightSource source = MeterSources.inFlight(registry, "exports");

        assertFresh(source.read(), 0);
        LongTaskTimer.Sample first = timer.start();
        timer.start();
        assertFresh(source.read(), 2);
        first.stop();
        assertFresh(source.read(), 1);
    }

    @Test
    void readsAGaugeAsWell() {
        Gauge.builder("requests.active", () -> 12).register(registry);

        assertFresh(MeterSources.inFlight(registry, "requests.active").read(), 12);
    }

    @Test
    void addsUpWhatTagsDivide() {
        LongTaskTimer.builder("exports").tag("kind", "pdf").register(registry).start();
        LongTaskTimer.builder("exports").tag("kind", "csv").register(registry).start();

        assertFresh(MeterSources.inFlight(registry, "exports").read(), 2);
        assertFresh(MeterSources.inFlight(registry, "exports", "kind", "pdf").read(), 1);
    }

    @Test
    void countsForEachReplica() throws Exception {
        LongTaskTimer.builder("exports").tag("replica", "a").register(registry).start();
        LongTaskTimer.builder("exports").tag("replica", "b").register(registry);

        Reading reading =
                MeterSources.inFlight(registry, "exports").byReplica("replica").read();

        assertThat(reading).isEqualTo(Reading.byReplica(Map.of("a", Sample.of(1), "b", Sample.of(0))));
    }

    @Test
    void isAbsentWhenTheMeterIsMissingOrOfAnotherType() {
        assertAbsent(MeterSources.inFlight(registry, "exports").read(), "no meter named exports");
        registry.timer("exports");
        assertAbsent(
                MeterSources.inFlight(registry, "exports").read(),
                "meter exports is a timer, not a long task timer or gauge");
    }
}
