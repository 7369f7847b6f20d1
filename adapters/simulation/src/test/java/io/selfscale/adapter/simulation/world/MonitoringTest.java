package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a controller sees of a world, and when. */
class MonitoringTest {

    private static final double TINY = 1e-6;

    private static WorldSettings.Monitoring every(int tick, int lag, double gaps) {
        return new WorldSettings.Monitoring(Duration.ofSeconds(tick), Duration.ofSeconds(lag), gaps, Duration.ZERO);
    }

    private static Worlds.Script watch(Demand demand, WorldSettings world) {
        Worlds.Script script = new Worlds.Script();
        World.run(demand, world, script);
        return script;
    }

    private static Measurements measuredAt(Worlds.Script script, double seconds) {
        return Objects.requireNonNull(script.seenAt(seconds).measured());
    }

    private static Measurements.OfReplica replica(Measurements measured, String id) {
        return Objects.requireNonNull(measured.replicas().get(id));
    }

    @Test
    void ticksBeginAtTimeZeroAndEndBeforeTheEnd() {
        Worlds.Script script = watch(Demands.of(60, 1, 1), Worlds.plain(1, 1));
        assertThat(script.seen)
                .extracting(Controller.Seen::nanos)
                .containsExactly(0L, 15_000_000_000L, 30_000_000_000L, 45_000_000_000L);
        assertThat(script.seen.get(2).wallTime()).isEqualTo(Instant.parse("2026-11-11T00:00:30Z"));
    }

    @Test
    void whatIsSeenIsAsOldAsTheLagSays() {
        Worlds.Script script =
                watch(Demands.regular(120, 1, 0.5), Worlds.plain(1, 1).withMonitoring(every(15, 20, 0)));
        // The first sample that is not before time zero is at 10 s, and seen at 30 s.
        assertThat(script.seenAt(0).measured()).isNull();
        assertThat(script.seenAt(15).measured()).isNull();
        assertThat(measuredAt(script, 30).fromSeconds()).isZero();
        assertThat(measuredAt(script, 30).toSeconds()).isEqualTo(10);
        assertThat(measuredAt(script, 45).fromSeconds()).isEqualTo(10);
        assertThat(measuredAt(script, 45).toSeconds()).isEqualTo(25);
        assertThat(script.seenAt(45).measuredAgeNanos()).isEqualTo(20_000_000_000L);
        // Arrivals at 0 to 10 s, then at 11 to 25 s.
        assertThat(measuredAt(script, 30).arrivals()).isEqualTo(11);
        assertThat(measuredAt(script, 45).arrivals()).isEqualTo(15);
    }

    @Test
    void withoutLagTheMomentOfTheTickIsSeen() {
        Worlds.Script script =
                watch(Demands.regular(60, 1, 0.5), Worlds.plain(1, 1).withMonitoring(every(15, 0, 0)));
        assertThat(script.seenAt(0).measured()).isNull();
        assertThat(measuredAt(script, 15).toSeconds()).isEqualTo(15);
        assertThat(measuredAt(script, 15).arrivals()).isEqualTo(16);
        assertThat(script.seenAt(15).measuredAgeNanos()).isZero();
    }

    @Test
    void aLagOfManyTicksMissesNothing() {
        Worlds.Script script =
                watch(Demands.regular(600, 1, 0.5), Worlds.plain(1, 1).withMonitoring(every(10, 95, 0)));
        long arrivals = script.seen.stream()
                .flatMap(seen -> Stream.ofNullable(seen.measured()))
                .mapToLong(Measurements::arrivals)
                .sum();
        // All up to 590 - 95 s.
        assertThat(arrivals).isEqualTo(496);
    }

    @Test
    void gapsHideWhatWasMeasuredAtTheirShareOfTheTicks() {
        Demand demand = Demands.regular(15_000, 5, 1);
        Worlds.Script script = watch(demand, Worlds.plain(1, 1).withMonitoring(every(15, 15, 0.3)));
        long gaps = script.seen.stream().filter(seen -> seen.measured() == null).count();
        assertThat(gaps / 1_000.0).isCloseTo(0.3, within(0.04));
        Worlds.Script blind = watch(demand, Worlds.plain(1, 1).withMonitoring(every(15, 15, 1)));
        assertThat(blind.seen).allMatch(seen -> seen.measured() == null);
    }

    @Test
    void nothingIsScaledInBeforeItMayBe() {
        WorldSettings world = Worlds.plain(1, 1)
                .withMonitoring(
                        new WorldSettings.Monitoring(Duration.ofSeconds(15), Duration.ZERO, 0, Duration.ofSeconds(45)));
        Worlds.Script script = watch(Demands.of(90, 1, 1), world);
        assertThat(script.seen)
                .extracting(Controller.Seen::mayScaleIn)
                .containsExactly(false, false, false, true, true, true);
    }

    /**
     * Two slots. Request 0 holds one from 1 to 11, request 1 from 2 to 6; request 2 arrives at 3, waits until 6 and ends at
     * 26; request 3 arrives at 12 and takes the slot that is free since 11.
     */
    @Test
    void countsAndTimesAreThoseOfTheInterval() {
        Demand demand = Demands.of(75, 1, 10, 2, 4, 3, 20, 12, 30);
        Worlds.Script script = watch(
                demand, Worlds.plain(2, 1).withMonitoring(every(15, 0, 0)).withLongestWait(Duration.ofSeconds(2)));
        Measurements first = measuredAt(script, 15);
        assertThat(first.arrivals()).isEqualTo(4);
        assertThat(first.starts()).isEqualTo(4);
        assertThat(first.lateStarts()).isEqualTo(1);
        assertThat(first.completions()).isEqualTo(2);
        assertThat(first.rejected()).isZero();
        assertThat(first.waiting()).isZero();
        assertThat(first.waitSeconds().mean()).isCloseTo(3 / 4.0, within(TINY));
        assertThat(first.waitSeconds().percentile(1)).isCloseTo(3, within(TINY));
        assertThat(first.serviceSeconds().mean()).isCloseTo(7, within(TINY));
        assertThat(first.responseSeconds().percentile(0.5)).isCloseTo(4, within(TINY));
        assertThat(first.responseSeconds().percentile(0.51)).isCloseTo(10, within(TINY));
        // In the world: 10 + 4 + 12 + 3 seconds; in slots: 10 + 4 + 9 + 3.
        assertThat(first.meanInFlight()).isCloseTo(29 / 15.0, within(TINY));
        assertThat(first.meanInService()).isCloseTo(26 / 15.0, within(TINY));
        assertThat(first.replicas()).containsOnlyKeys("main-1");
        Measurements.OfReplica replica = replica(first, "main-1");
        assertThat(replica.meanInService()).isCloseTo(26 / 15.0, within(TINY));
        assertThat(replica.busyShare()).isCloseTo(14 / 15.0, within(TINY));
        assertThat(first.fullBatchSeconds()).isCloseTo(7, within(TINY));
        assertThat(first.longestWaitSeconds()).isEqualTo(2);

        Measurements second = measuredAt(script, 30);
        assertThat(second.arrivals()).isZero();
        assertThat(second.completions()).isEqualTo(1);
        assertThat(second.waitSeconds().count()).isZero();
        assertThat(second.waitSeconds().mean()).isNaN();
        assertThat(second.waitSeconds().percentile(0.95)).isNaN();
        assertThat(second.meanInFlight()).isCloseTo(26 / 15.0, within(TINY));
        assertThat(second.fullBatchSeconds()).isCloseTo(7 + 0.2 * 13, within(TINY));
        assertThat(measuredAt(script, 45).fullBatchSeconds()).isCloseTo(9.6 + 0.2 * 20.4, within(TINY));
        assertThat(measuredAt(script, 60).fullBatchSeconds()).isCloseTo(13.68, within(TINY));
    }

    @Test
    void aQueueIsSeenWithTheAgeOfItsOldest() {
        FrontDoor door = new FrontDoor(2, Duration.ofSeconds(20), 0, List.of());
        Worlds.Script script = watch(
                Demands.of(60, 0, 100, 4, 1, 9, 1, 11, 1),
                Worlds.plain(1, 1).withFrontDoor(door).withMonitoring(every(15, 0, 0)));
        Measurements first = measuredAt(script, 15);
        assertThat(first.waiting()).isEqualTo(2);
        assertThat(first.oldestWaitSeconds()).isCloseTo(11, within(TINY));
        assertThat(first.rejected()).isEqualTo(1);
        // One gave up at 24, one at 29.
        Measurements second = measuredAt(script, 30);
        assertThat(second.waiting()).isZero();
        assertThat(second.oldestWaitSeconds()).isZero();
        assertThat(second.rejected()).isEqualTo(2);
    }

    @Test
    void theFirstTokenComesAfterTheWaitAndThePrefill() {
        ReplicaModel model = new ReplicaModel(1, 2, 0, 0, 1, 0);
        Demand demand = Demand.named("two").add(1, 0, 0, 3).add(4, 0, 0, 3).lasting(Duration.ofMinutes(1));
        Worlds.Script script = watch(
                demand, WorldSettings.standard(model, Duration.ZERO, 1, 1, 1).withMonitoring(every(15, 0, 0)));
        // 0 begins at 1 and to decode at 3; 1 begins at 6 and to decode at 8.
        Measurements first = measuredAt(script, 15);
        assertThat(first.firstTokenSeconds().percentile(0.5)).isCloseTo(2, within(TINY));
        assertThat(first.firstTokenSeconds().percentile(1)).isCloseTo(4, within(TINY));
    }

    /** A replica is measured from when it is ready, and no more once it drains. */
    @Test
    void replicasAreMeasuredWhileTheyServe() {
        Worlds.Script script = new Worlds.Script()
                .at(15, Worlds.start("o-1", "main", 1))
                .at(90, Worlds.stop("o-2", "main", Duration.ofMinutes(1), "main-1"));
        World.run(Demands.regular(150, 1, 30), Worlds.plain(4, 1).withMonitoring(every(15, 0, 0)), script);
        assertThat(measuredAt(script, 60).replicas()).containsOnlyKeys("main-1");
        // Ready at 75 exactly, and sampled at that moment.
        assertThat(measuredAt(script, 75).replicas()).containsOnlyKeys("main-1", "main-2");
        assertThat(replica(measuredAt(script, 90), "main-2").meanInService()).isCloseTo(4, within(TINY));
        assertThat(measuredAt(script, 105).replicas()).containsOnlyKeys("main-2");
        // What drains still serves.
        assertThat(measuredAt(script, 105).meanInService()).isGreaterThan(4);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> every(0, 0, 0)).hasMessageContaining("tick must be positive");
        assertThatThrownBy(() -> every(15, -1, 0)).hasMessageContaining("must not be negative");
        assertThatThrownBy(() -> every(15, 0, 1.5)).hasMessageContaining("gapShare");
        assertThatThrownBy(() -> Worlds.plain(1, 1).withPools(List.of())).hasMessageContaining("at least one pool");
        assertThatThrownBy(() -> Worlds.plain(1, -1)).hasMessageContaining("initialReplicas");
        assertThatThrownBy(() -> Worlds.plain(1, 1).withLongestWait(Duration.ofSeconds(-1)))
                .hasMessageContaining("longestWait");
        assertThatThrownBy(() -> Worlds.plain(1, 1).withSharedStage(Duration.ofSeconds(-1)))
                .hasMessageContaining("sharedStage");
    }
}
