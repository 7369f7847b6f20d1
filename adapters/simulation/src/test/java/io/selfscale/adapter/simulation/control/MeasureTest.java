package io.selfscale.adapter.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.adapter.simulation.world.Demands;
import io.selfscale.adapter.simulation.world.FrontDoor;
import io.selfscale.adapter.simulation.world.Measurements;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.adapter.simulation.world.Worlds;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MeasureTest {

    private static final double TINY = 1e-6;
    private static final Duration AGE = Duration.ofSeconds(15);

    private static WorldSettings watched(WorldSettings world) {
        return world.withMonitoring(
                new WorldSettings.Monitoring(Duration.ofSeconds(10), Duration.ZERO, 0, Duration.ZERO));
    }

    /** Returns what is measured in ten seconds, up to a time. */
    private static Measurements measured(Demand demand, WorldSettings world, double until) {
        Worlds.Script script = new Worlds.Script();
        World.run(demand, watched(world), script);
        return Objects.requireNonNull(script.seenAt(until).measured());
    }

    /**
     * Two replicas of two slots from time zero. Two requests of 8 s begin at 0 and 1, a third of 20 s at 2, and after 10 s a
     * fourth and a fifth arrive.
     */
    private static Measurements busy() {
        return measured(Demands.of(60, 0, 8, 1, 8, 2, 20, 12, 5, 13, 5), Worlds.plain(2, 2), 10);
    }

    @ParameterizedTest
    @CsvSource({
        // In the world 8 + 8 + 8 of ten seconds.
        "IN_FLIGHT, 2.4",
        "WAITING, 0",
        "RUNNING, 2.4",
        "ARRIVALS, 0.3",
        "THROUGHPUT, 0.2",
        "REJECTED, 0",
        "UTILIZATION, 0.6",
        // The first replica from 0 on (8 s, then the third request), the second from 1 to 9.
        "BUSY, 0.9",
        "LATE, 0",
        "LATE_OR_DEGRADED, 0",
        "WAIT, 0",
        "WAIT_P99, 0",
        "FIRST_TOKEN, 0",
        "LATENCY, 8",
        "LATENCY_P50, 8",
        "LATENCY_P95, 8",
        "SERVICE_TIME, 8",
        "FULL_SERVICE_TIME, 8",
        "CAPACITY, 0.25",
    })
    void meansWhatItSays(Measure measure, double expected) {
        assertThat(measure.value(busy())).isCloseTo(expected, within(TINY));
    }

    @Test
    void anAmountPerReplicaIsItsShareOfTheTotal() {
        Reading whole = Measure.IN_FLIGHT.read(busy(), SignalKind.TOTAL, AGE);
        Reading each = Measure.IN_FLIGHT.read(busy(), SignalKind.PER_REPLICA, AGE);
        assertThat(value(whole)).isCloseTo(2.4, within(TINY));
        assertThat(value(each)).isCloseTo(1.2, within(TINY));
        assertThat(((Sample.Fresh) ((Reading.Whole) whole).sample()).age()).isEqualTo(AGE);
    }

    @Test
    void whatReplicasKnowThemselvesIsReadFromEach() {
        Reading running = Measure.RUNNING.read(busy(), SignalKind.PER_REPLICA, AGE);
        assertThat(running).isInstanceOfSatisfying(Reading.ByReplica.class, samples -> {
            assertThat(samples.samples()).containsOnlyKeys("main-1", "main-2");
            assertThat(fresh(samples, "main-1")).isCloseTo(1.6, within(TINY));
            assertThat(fresh(samples, "main-2")).isCloseTo(0.8, within(TINY));
        });
        Reading share = Measure.UTILIZATION.read(busy(), SignalKind.RATIO, AGE);
        assertThat(share)
                .isInstanceOfSatisfying(
                        Reading.ByReplica.class,
                        samples -> assertThat(fresh(samples, "main-1")).isCloseTo(0.8, within(TINY)));
        Reading busy = Measure.BUSY.read(busy(), SignalKind.RATIO, AGE);
        assertThat(busy)
                .isInstanceOfSatisfying(
                        Reading.ByReplica.class,
                        samples -> assertThat(fresh(samples, "main-2")).isCloseTo(0.8, within(TINY)));
    }

    private static double value(Reading reading) {
        return fresh(((Reading.Whole) reading).sample());
    }

    private static double fresh(Reading.ByReplica samples, String replica) {
        return fresh(Objects.requireNonNull(samples.samples().get(replica)));
    }

    private static double fresh(Sample sample) {
        return ((Sample.Fresh) sample).value();
    }

    @Test
    void withoutReplicasWhatIsPerReplicaIsNotKnown() {
        Measurements none = measured(Demands.of(60, 1, 5), Worlds.plain(1, 0), 10);
        for (Measure measure : List.of(Measure.IN_FLIGHT, Measure.WAITING, Measure.RUNNING, Measure.ARRIVALS)) {
            assertAbsent(measure.read(none, SignalKind.PER_REPLICA, AGE));
        }
        assertAbsent(Measure.UTILIZATION.read(none, SignalKind.RATIO, AGE));
        assertAbsent(Measure.BUSY.read(none, SignalKind.RATIO, AGE));
        assertThat(value(Measure.IN_FLIGHT.read(none, SignalKind.TOTAL, AGE))).isCloseTo(0.9, within(TINY));
        assertThat(value(Measure.RUNNING.read(none, SignalKind.TOTAL, AGE))).isZero();
    }

    private static void assertAbsent(Reading reading) {
        assertThat(((Reading.Whole) reading).sample()).isInstanceOf(Sample.Absent.class);
    }

    @Test
    void withoutTrafficTimesAreZeroAndWhatWasNeverMeasuredIsAbsent() {
        Measurements quiet = measured(Demand.named("none").lasting(Duration.ofMinutes(1)), Worlds.plain(1, 1), 10);
        for (Measure measure : List.of(
                Measure.WAIT, Measure.WAIT_P95, Measure.LATENCY, Measure.LATENCY_P95, Measure.FIRST_TOKEN_P99)) {
            assertThat(value(measure.read(quiet, SignalKind.DURATION, AGE)))
                    .as("%s", measure)
                    .isZero();
        }
        assertThat(value(Measure.ARRIVALS.read(quiet, SignalKind.TOTAL, AGE))).isZero();
        assertThat(value(Measure.LATE.read(quiet, SignalKind.RATIO, AGE))).isZero();
        assertAbsent(Measure.SERVICE_TIME.read(quiet, SignalKind.DURATION, AGE));
        assertAbsent(Measure.FULL_SERVICE_TIME.read(quiet, SignalKind.DURATION, AGE));
        assertAbsent(Measure.CAPACITY.read(quiet, SignalKind.PER_REPLICA, AGE));
    }

    /** A long request that nobody waits behind: its latency is not zero, it is not known yet. */
    @Test
    void whatIsServedAndHasNotEndedHasNoLatencyYet() {
        Measurements serving = measured(Demands.of(60, 1, 50), Worlds.plain(1, 1), 20);
        assertAbsent(Measure.LATENCY.read(serving, SignalKind.DURATION, AGE));
        assertAbsent(Measure.LATENCY_P95.read(serving, SignalKind.DURATION, AGE));
        assertAbsent(Measure.FIRST_TOKEN_P50.read(serving, SignalKind.DURATION, AGE));
        // Nobody waits, and that is known.
        assertThat(value(Measure.WAIT_P95.read(serving, SignalKind.DURATION, AGE)))
                .isZero();
    }

    /** One slot, taken for ever; one request waits since 2, and 2 s are in time. */
    @Test
    void whereNothingMovesWhoWaitsTellsForHowLong() {
        Measurements stuck = measured(Demands.of(60, 1, 500, 2, 5), Worlds.plain(1, 1), 20);
        assertThat(Measure.WAIT.value(stuck)).isCloseTo(18, within(TINY));
        assertThat(Measure.WAIT_P99.value(stuck)).isCloseTo(18, within(TINY));
        assertThat(Measure.LATENCY_P95.value(stuck)).isCloseTo(18, within(TINY));
        assertThat(Measure.LATE.value(stuck)).isEqualTo(1);
        Measurements early = measured(Demands.of(60, 1, 500, 19, 5), Worlds.plain(1, 1), 20);
        assertThat(Measure.LATE.value(early)).isZero();
    }

    @Test
    void lateIsWhoWaitedForTooLongOrWasTurnedAway() {
        // At 0 a slot is taken until 3; of the three that arrive at 0 too, one waits (3 s, late) and two find the queue
        // full.
        FrontDoor door = new FrontDoor(1, null, 0, List.of());
        Measurements measured = measured(
                Demands.of(60, 0, 3, 0, 1, 0, 1, 0, 1), Worlds.plain(1, 1).withFrontDoor(door), 10);
        assertThat(Measure.LATE.value(measured)).isCloseTo(3 / 4.0, within(TINY));
        assertThat(Measure.REJECTED.value(measured)).isCloseTo(0.2, within(TINY));
        assertThat(Measure.ARRIVALS.value(measured)).isCloseTo(0.4, within(TINY));
    }

    @Test
    void degradedCountsLikeLateAndBothCountOnce() {
        FrontDoor door = new FrontDoor(9, null, 0, List.of(new FrontDoor.Rung("short", 1, 0.5, 9)));
        Worlds.Script script = new Worlds.Script().rungFrom(10, 1).rungFrom(20, 0);
        WorldSettings world = Worlds.plain(1, 1)
                .withFrontDoor(door)
                .withMonitoring(
                        new WorldSettings.Monitoring(Duration.ofSeconds(10), Duration.ofSeconds(5), 0, Duration.ZERO));
        // In full service at 6 and 9, the latter until 13; late and degraded at 13; degraded at 16; in full service at
        // 25.
        World.run(Demands.of(60, 6, 1, 9, 4, 10.5, 1, 16, 1, 25.5, 1), world, script);
        Measurements mixed = Objects.requireNonNull(script.seenAt(20).measured());
        assertThat(Measure.LATE.value(mixed)).isCloseTo(1 / 3.0, within(TINY));
        assertThat(Measure.LATE_OR_DEGRADED.value(mixed)).isCloseTo(1 / 3.0, within(TINY));
        Measurements degraded = Objects.requireNonNull(script.seenAt(30).measured());
        assertThat(Measure.LATE.value(degraded)).isZero();
        assertThat(Measure.LATE_OR_DEGRADED.value(degraded)).isEqualTo(1);
        Measurements full = Objects.requireNonNull(script.seenAt(40).measured());
        assertThat(Measure.LATE_OR_DEGRADED.value(full)).isZero();
    }

    @Test
    void whoIsTurnedAwayCountsAsLateAtEveryLevel() {
        FrontDoor door = new FrontDoor(0, null, 0, List.of());
        Measurements measured =
                measured(Demands.of(60, 0, 3, 1, 1), Worlds.plain(1, 1).withFrontDoor(door), 10);
        assertThat(Measure.LATE_OR_DEGRADED.value(measured)).isEqualTo(0.5);
        Measurements stuck = measured(Demands.of(60, 1, 500, 2, 5), Worlds.plain(1, 1), 20);
        assertThat(Measure.LATE_OR_DEGRADED.value(stuck)).isEqualTo(1);
    }

    /** Slots do not disturb one another by tokens alone: the full-batch time is that of a taken replica, whatever was. */
    @Test
    void capacityIsThatOfAFullBatchInFullService() {
        ReplicaModel model = new ReplicaModel(4, 0.5, 0, 0, 0.01, 0.0025);
        FrontDoor door = new FrontDoor(9, null, 0, List.of(new FrontDoor.Rung("short", 1, 0.25, 9)));
        Worlds.Script script = new Worlds.Script().rungFrom(0, 1);
        Demand demand = Demand.named("one").add(1, 0, 0, 100).lasting(Duration.ofMinutes(1));
        World.run(
                demand,
                watched(WorldSettings.standard(model, Duration.ZERO, 1, 1, 1).withFrontDoor(door)),
                script);
        Measurements measured = Objects.requireNonNull(script.seenAt(10).measured());
        // Alone and with a quarter of its tokens it took 0.5 + 25 * 0.0125 s.
        assertThat(Measure.SERVICE_TIME.value(measured)).isCloseTo(0.8125, within(TINY));
        assertThat(Measure.FULL_SERVICE_TIME.value(measured)).isCloseTo(2.5, within(TINY));
        assertThat(Measure.CAPACITY.value(measured)).isCloseTo(1.6, within(TINY));
        assertThat(Measure.FULL_SERVICE_TIME.isOfFullService()).isTrue();
        assertThat(Measure.SERVICE_TIME.isOfFullService()).isFalse();
    }

    @Test
    void whatTheCacheAnswersIsNotSeen() {
        Measurements measured = measured(
                Demands.of(60, 1, 1, 2, 1), Worlds.plain(1, 1).withFrontDoor(new FrontDoor(9, null, 1, List.of())), 10);
        assertThat(Measure.ARRIVALS.value(measured)).isZero();
        assertThat(Measure.THROUGHPUT.value(measured)).isZero();
        assertThat(Measure.LATENCY.value(measured)).isZero();
        assertThat(Measure.IN_FLIGHT.value(measured)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "in_flight, IN_FLIGHT",
        "connections, IN_FLIGHT",
        "Concurrency, IN_FLIGHT",
        "queue_length, WAITING",
        "requests_waiting, WAITING",
        "requests_running, RUNNING",
        "rps, ARRIVALS",
        "cpu_utilization, UTILIZATION",
        "kv_cache_utilization, UTILIZATION",
        "gpu_utilization, BUSY",
        "latency, LATENCY",
        "wait_p95, WAIT_P95",
        "time_to_first_token_p95, FIRST_TOKEN_P95",
        "ttft_p99, FIRST_TOKEN_P99",
        "service_time, SERVICE_TIME",
        "capacity, CAPACITY",
    })
    void knowsTheNamesThatOthersGiveIt(String name, Measure measure) {
        assertThat(Measure.named(name)).isEqualTo(measure);
    }

    @Test
    void noNameIsOfTwoMeasuresAndUnknownOnesAreOfNone() {
        List<String> names = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            names.addAll(measure.names());
        }
        Set<String> distinct = new HashSet<>(names);
        assertThat(names).hasSameSizeAs(distinct);
        assertThat(Measure.named("unheard_of")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Measure.class)
    void answersAtLeastOneKindAndEachWithAReading(Measure measure) {
        assertThat(measure.meaning()).isNotBlank();
        int answered = 0;
        for (SignalKind kind : SignalKind.values()) {
            if (measure.answers(kind)) {
                answered++;
                Reading reading = measure.read(busy(), kind, AGE);
                if (reading instanceof Reading.Whole whole && whole.sample() instanceof Sample.Fresh fresh) {
                    assertThat(fresh.age()).isEqualTo(AGE);
                }
            }
        }
        assertThat(answered).isPositive();
    }

    @Test
    void aTimeIsNoAmountAndAShareNoTime() {
        assertThat(Measure.WAIT.answers(SignalKind.DURATION)).isTrue();
        assertThat(Measure.WAIT.answers(SignalKind.TOTAL)).isFalse();
        assertThat(Measure.UTILIZATION.answers(SignalKind.RATIO)).isTrue();
        assertThat(Measure.UTILIZATION.answers(SignalKind.PER_REPLICA)).isFalse();
        assertThat(Measure.CAPACITY.answers(SignalKind.TOTAL)).isFalse();
        assertThat(Measure.CAPACITY.answers(SignalKind.PER_REPLICA)).isTrue();
        assertThat(Measure.IN_FLIGHT.answers(SignalKind.TOTAL)).isTrue();
        assertThat(Measure.IN_FLIGHT.answers(SignalKind.PER_REPLICA)).isTrue();
        assertThat(Measure.IN_FLIGHT.answers(SignalKind.RATIO)).isFalse();
    }
}
