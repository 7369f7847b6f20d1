package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.cli.demo.gateway.GatewaySnapshot;
import io.selfscale.adapter.cli.demo.gateway.RecentLatency;
import io.selfscale.adapter.cli.demo.gateway.WorkerCounters;
import io.selfscale.adapter.cli.demo.measure.CapacityEstimate;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontDoorSignalsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final List<Duration> asked = new ArrayList<>();
    private long nanos = Long.MAX_VALUE - SECOND;
    private GatewaySnapshot now = FrontDoors.of(20, 0, 0, Map.of("a", new WorkerCounters(20, 2 * SECOND, 0)));
    private RecentLatency latency = new RecentLatency.Answered(Duration.ofMillis(1_500), 20);

    private final FrontDoorSignals signals = new FrontDoorSignals(() -> now, this::latency, () -> 2, () -> nanos);

    private RecentLatency latency(Duration trailing) {
        asked.add(trailing);
        return latency;
    }

    @Test
    void areAbsentUntilTheLoadBegins() {
        Stream<Supplier<Reading>> all = Stream.of(
                signals::busyShare,
                signals::latency,
                signals::connections,
                signals::arrivals,
                signals::backlog,
                signals::capacity);

        assertThat(all)
                .allSatisfy(source -> assertThat(source.get()).isEqualTo(Reading.absent("the load has not begun")));
    }

    @Test
    void countFromTheBeginningOfTheLoad() {
        signals.begin(new CapacityEstimate(10, 2));
        signals.arrivals();
        nanos += SECOND;
        now = FrontDoors.of(50, 12, 3, Map.of("a", new WorkerCounters(31, 3 * SECOND, 1)));

        assertThat(value(signals.arrivals())).isCloseTo(30, within(1e-9));
        assertThat(value(signals.backlog())).isEqualTo(12);
        assertThat(value(signals.connections())).isEqualTo(7.5);
        assertThat(signals.busyShare()).isEqualTo(Reading.byReplica(Map.of("a", Sample.of(1))));
    }

    @Test
    void leaveAnswersFromBeforeTheLoadOut() {
        signals.begin(new CapacityEstimate(10, 2));

        assertThat(value(signals.latency())).isZero();
        nanos += SECOND / 4;
        assertThat(value(signals.latency())).isEqualTo(1.5);
        nanos += 10 * SECOND;
        signals.latency();

        assertThat(asked).containsExactly(Duration.ofMillis(250), Duration.ofSeconds(1));
    }

    @Test
    void idleIsAFreshZero() {
        signals.begin(new CapacityEstimate(10, 2));
        latency = FrontDoors.IDLE;
        nanos += SECOND;

        assertThat(value(signals.latency())).isZero();
    }

    @Test
    void capacityFollowsWhatWorkersServeWhileTheyAreBusy() {
        signals.begin(new CapacityEstimate(10, 2));
        assertThat(value(signals.capacity())).isCloseTo(10, within(1e-9));

        now = FrontDoors.of(
                500,
                0,
                0,
                Map.of(
                        "a", new WorkerCounters(20 + 600, 2 * SECOND + 40 * SECOND, 0),
                        "b", new WorkerCounters(900, 60 * SECOND, 0)));

        assertThat(value(signals.capacity())).isCloseTo(15, within(0.1));
    }

    private static double value(Reading reading) {
        if (reading instanceof Reading.Whole whole && whole.sample() instanceof Sample.Fresh fresh) {
            return fresh.value();
        }
        throw new AssertionError("expected a fresh value but it was " + reading);
    }
}
