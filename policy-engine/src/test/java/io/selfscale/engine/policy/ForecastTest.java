package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.forecast.Forecaster;
import io.selfscale.engine.forecast.HoltWinters;
import io.selfscale.engine.forecast.KalmanTrend;
import io.selfscale.engine.forecast.SeasonalNaive;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of traffic, played at one evaluation per minute with buckets of a quarter of an hour. */
class ForecastTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests/s");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration BUCKET = Duration.ofMinutes(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Random random = new Random(11);
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");
    private ForecastMemory memory = policy(HoltWinters.of(96)).initialMemory();
    private Proposal last = Proposal.abstain(ReasonCode.LEARNING, "");

    private static Forecast policy(Forecaster model) {
        return Forecast.of(ARRIVALS, 10, model, BUCKET, BERLIN).every(MINUTE);
    }

    private void start(Forecast policy) {
        memory = policy.initialMemory();
    }

    private Proposal at(Forecast policy, Sample sample) {
        PolicyResult<ForecastMemory> result = policy.propose(
                TimedView.at(now).requested(6).startup(Duration.ofMinutes(7)).seeing(Map.of(ARRIVALS, sample)), memory);
        memory = result.memory();
        last = result.proposal();
        return last;
    }

    /** Plays until so much time has passed. */
    private void play(Forecast policy, Duration time, ToDoubleFunction<Instant> traffic) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            at(policy, Sample.of(traffic.applyAsDouble(now)));
            now = now.plus(MINUTE);
        }
    }

    /** Quiet nights, and a peak of 100 from 18:00 to 22:00 of Berlin. */
    private double day(Instant at) {
        return day(at, 0.1);
    }

    private double day(Instant at, double noise) {
        int hour = at.atZone(BERLIN).getHour();
        double mean = hour >= 18 && hour < 22 ? 100 : hour < 6 ? 5 : 30;
        return Math.max(0, mean * (1 + noise * random.nextGaussian()));
    }

    private static int floor(Proposal proposal) {
        return proposal instanceof Proposal.Bounds bounds ? bounds.floor() : -1;
    }

    @Test
    void learnsFirstAndThenOrdersBeforeTheEveningComes() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(1), this::day);
        assertThat(last.reason()).isEqualTo(ReasonCode.LEARNING);
        play(policy, Duration.ofDays(4), this::day);
        now = Instant.parse("2026-06-06T00:00:00Z");
        play(policy, Duration.ofHours(15).plusMinutes(45), this::day);
        assertThat(now).as("17:45 in Berlin").isEqualTo("2026-06-06T15:45:00Z");
        assertThat(floor(at(policy, Sample.of(30)))).as("arrivals of 30 take 3").isLessThan(6);
        now = now.plus(Duration.ofMinutes(8));
        assertThat(floor(at(policy, Sample.of(30))))
                .as("7 minutes before the peak, and one")
                .isBetween(9, 14);
        assertThat(last).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.reason()).isEqualTo(ReasonCode.FORECAST);
            assertThat(bounds.cap()).isEqualTo(Integer.MAX_VALUE);
            assertThat(bounds.urgent()).isFalse();
            assertThat(bounds.evidence().get(0).statistic()).isEqualTo("p80 within 480 s");
            assertThat(bounds.detail()).contains("of the baseline's", "below a bound for 80 %");
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void doesNotGiveUpAPeakThatIsNotOver(long seed) {
        random.setSeed(seed);
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(5).plusHours(19).plusMinutes(55), at -> day(at, 0.02));
        assertThat(now).as("21:55 in Berlin").isEqualTo("2026-06-06T19:55:00Z");
        assertThat(floor(last)).as("in 8 minutes it is over, now it is not").isGreaterThanOrEqualTo(9);
        play(policy, Duration.ofMinutes(25), at -> day(at, 0.02));
        assertThat(floor(last)).isLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aRandomWalkClosesTheGate(long seed) {
        Random steps = new Random(seed);
        double[] level = {1000};
        Instant[] bucket = {Instant.MIN};
        Forecast policy = policy(HoltWinters.of(96));
        int followed = 0;
        int judged = 0;
        for (int i = 0; i < 6 * 96; i++) {
            play(policy, BUCKET, at -> {
                if (!bucket[0].equals(now)) {
                    bucket[0] = now;
                    level[0] = Math.max(0, level[0] + 30 * steps.nextGaussian());
                }
                return level[0];
            });
            if (last.reason() != ReasonCode.LEARNING) {
                judged++;
                followed += floor(last) >= 0 ? 1 : 0;
            }
        }
        assertThat(judged).isGreaterThan(300);
        assertThat(followed).as("of %d", judged).isLessThan(judged / 10);
    }

    @Test
    void theSeasonalNaiveMethodIsJudgedByTheLastValue() {
        Forecast policy = policy(new SeasonalNaive(96));
        start(policy);
        play(policy, Duration.ofDays(4).plusHours(15).plusMinutes(55), this::day);
        assertThat(floor(last)).isBetween(9, 14);
    }

    @Test
    void aTrendIsForecastWithoutASeason() {
        Forecast policy = policy(new KalmanTrend(1, 1, 10)).gatedBy(new Forecast.Gate(0.8, 48, 12));
        start(policy);
        Instant begin = now;
        play(policy, Duration.ofDays(2), at -> 100 + Duration.between(begin, at).toMinutes() * 0.5);
        double present = 100 + Duration.between(begin, now).toMinutes() * 0.5;
        assertThat(floor(last)).isGreaterThanOrEqualTo((int) (present / 10));
    }

    @Test
    void aRestartForgetsNothing() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(5).plusHours(3), this::day);
        String text = policy.memoryCodec().encode(memory);
        ForecastMemory read = policy.memoryCodec().decode(policy.memoryCodec().version(), text);
        assertThat(read).isEqualTo(memory).hasSameHashCodeAs(memory).hasToString(memory.toString());
        // It was down for half a day.
        memory = read;
        now = now.plus(Duration.ofHours(12)).plus(Duration.ofMinutes(54));
        play(policy, MINUTE, this::day);
        assertThat(now.atZone(BERLIN).toLocalTime()).hasToString("17:55");
        assertThat(floor(last)).isBetween(9, 14);
    }

    @Test
    void theMemoryStaysSmallAtTheLongestSeason() {
        Forecast policy = Forecast.of(ARRIVALS, 10, HoltWinters.of(288), Duration.ofMinutes(5), BERLIN)
                .every(MINUTE);
        start(policy);
        play(policy, Duration.ofDays(3), this::day);
        assertThat(policy.memoryCodec().encode(memory).length()).isLessThan(4096);
    }

    @Test
    void memoryOfAnotherForecastOrTornTextIsRefused() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(3), this::day);
        String text = policy.memoryCodec().encode(memory);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(new SeasonalNaive(96)).memoryCodec().decode(1, text))
                .withMessage("the memory must be that of SeasonalNaive,96,PT15M,Europe/Berlin but was of"
                        + " HoltWinters,96,PT15M,Europe/Berlin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.memoryCodec().decode(2, text));
        for (int length = 0; length < text.length(); length++) {
            String torn = text.substring(0, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> policy.memoryCodec().decode(1, torn));
        }
        // Another gain is no other forecast.
        Forecast edited = policy(new HoltWinters(0.5, 0.1, 0.1, 1, 96));
        assertThat(edited.memoryCodec().decode(1, text)).isEqualTo(memory);
    }

    @Test
    void noTrafficIsAValue() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(4), at -> 0);
        assertThat(floor(last)).isZero();
        assertThat(memory.progress().series().seen()).isEqualTo(4 * 96 - 1);
    }

    @Test
    void anAbsentValueIsNoneAndForbidsScaleIn() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(5).plusHours(15), this::day);
        long seen = memory.progress().series().seen();
        for (int minute = 0; minute < 55; minute++) {
            at(policy, Sample.absent("scrape failed"));
            if (minute == 20) {
                assertThat(last).isInstanceOfSatisfying(Proposal.Veto.class, veto -> {
                    assertThat(veto.direction()).isEqualTo(Direction.IN);
                    assertThat(veto.detail()).isEqualTo("arrivals is scrape failed");
                });
            }
            now = now.plus(MINUTE);
        }
        assertThat(memory.progress().series().seen()).isLessThanOrEqualTo(seen + 1);
        assertThat(floor(last))
                .as("the evening comes whether it is seen or not")
                .isBetween(9, 14);
    }

    @Test
    void theSeasonFollowsLocalTimeThroughBothChanges() {
        for (String change : new String[] {"2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"}) {
            Forecast policy = policy(HoltWinters.of(96));
            start(policy);
            now = Instant.parse(change).minus(Duration.ofDays(5));
            play(policy, Duration.ofDays(5), this::day);
            while (now.atZone(BERLIN).getHour() != 17 || now.atZone(BERLIN).getMinute() != 55) {
                play(policy, MINUTE, this::day);
            }
            assertThat(floor(last)).as(change).isBetween(9, 14);
            play(policy, Duration.ofDays(1), this::day);
            assertThat(floor(last)).as("the day after").isBetween(9, 14);
        }
    }

    @Test
    void aWallClockThatJumpsThrowsNothingAndForgetsNoSeason() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(5), this::day);
        Instant right = now;
        for (Duration jump : new Duration[] {Duration.ofDays(400), Duration.ofDays(-400), Duration.ofHours(-1)}) {
            now = right.plus(jump);
            play(policy, MINUTE, this::day);
        }
        now = right;
        play(policy, Duration.ofHours(15).plusMinutes(55), this::day);
        assertThat(floor(last)).isBetween(9, 14);
        PolicyResult<ForecastMemory> unset = policy.propose(TimedView.at(Instant.EPOCH), memory);
        assertThat(unset.memory()).isSameAs(memory);
        assertThat(unset.proposal()).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void absurdValuesAreNoMeasurements() {
        Forecast policy = policy(HoltWinters.of(96));
        play(policy, Duration.ofDays(4), this::day);
        long seen = memory.progress().series().seen();
        play(policy, Duration.ofHours(2), at -> 1e300);
        assertThat(memory.progress().series().seen()).isLessThanOrEqualTo(seen + 1);
    }

    @Test
    void theDemandOfTheTargetKnowsTheCapacityOfAReplica() {
        Forecast policy = policy(HoltWinters.of(96)).withCapacityOfDemand();
        play(policy, Duration.ofDays(5).plusHours(15).plusMinutes(54), this::day);
        assertThat(last)
                .isInstanceOfSatisfying(
                        Proposal.Veto.class,
                        veto -> assertThat(veto.detail()).isEqualTo("the capacity of a replica is not known"));
        TimedView view = TimedView.at(now)
                .startup(Duration.ofMinutes(7))
                .seeing(ARRIVALS, 30)
                .demanding(new Demand(30, 20, 2));
        assertThat(floor(policy.propose(view, memory).proposal())).isBetween(5, 7);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Forecast.of(Signal.perReplica("rate", "requests/s"), 10, HoltWinters.of(96), BUCKET, BERLIN))
                .withMessageContaining("needs arrivals of kind TOTAL but rate is PER_REPLICA");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(ARRIVALS, 0, HoltWinters.of(96), BUCKET, BERLIN))
                .withMessage("perReplica must be positive but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.of(ARRIVALS, 1, HoltWinters.of(96), Duration.ofMinutes(7), BERLIN))
                .withMessageContaining("divide a day");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy(HoltWinters.of(96)).every(Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Forecast.Gate(1, 96, 24));
    }
}
