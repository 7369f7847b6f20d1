package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.schedule.SingleOccurrence;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.schedule.YearlyRecurrence;
import io.selfscale.policy.Direction;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyByTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Semantics section 10: 24 requests/s of 2 s on 4 slots at 80 %. */
    private static final ExpectedPeak PEAK = new ExpectedPeak.Load(24, Duration.ofSeconds(2), 4, 0.8);

    private static final ReadyBy SALE = ReadyBy.of(
            "sale", PEAK, YearlyRecurrence.on(MonthDay.of(11, 11), LocalTime.of(20, 0), LocalTime.of(23, 0), SHANGHAI));

    private static final Duration STARTUP = Duration.ofSeconds(409);

    private ReadyBy.Begun memory = ReadyBy.Begun.NOTHING;

    /** Evaluates at a local time of the day of the sale. */
    private Proposal at(ReadyBy policy, String time, Duration startup) {
        Instant wallTime =
                LocalDateTime.parse("2026-11-11T" + time).atZone(SHANGHAI).toInstant();
        PolicyResult<ReadyBy.Begun> result =
                policy.propose(TimedView.at(wallTime).startup(startup), memory);
        memory = result.memory();
        return result.proposal();
    }

    private int floorAt(ReadyBy policy, String time, Duration startup) {
        return at(policy, time, startup) instanceof Proposal.Bounds bounds ? bounds.floor() : -1;
    }

    @ParameterizedTest(name = "{0} of the peak: {1}")
    @CsvSource({"0.5, 8", "1, 15", "0.01, 1", "0.2, 3"})
    void aShareOfThePeakTakesSoManyReplicas(double share, int replicas) {
        assertThat(PEAK.replicas(share)).isEqualTo(replicas);
    }

    @Test
    void aPeakMayBeGivenInReplicas() {
        assertThat(new ExpectedPeak.Replicas(15).replicas(0.5)).isEqualTo(8);
        assertThat(new ExpectedPeak.Replicas(290).replicas(0.1))
                .as("29 and not 30")
                .isEqualTo(29);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "19:52:10, -1",
        "19:52:11, 8",
        "19:59:59, 8",
        "20:00:00, 8",
        "22:59:59, 8",
        "23:00:00, -1",
    })
    void ordersAStartUpTimeAndAMarginAheadAndHoldsUntilTheEnd(String time, int floor) {
        assertThat(floorAt(SALE, time, STARTUP)).isEqualTo(floor);
    }

    @Test
    void saysWhenAndWhy() {
        assertThat(((Proposal.Abstention) at(SALE, "08:00:00", STARTUP)).detail())
                .isEqualTo("8 of 15 ready by 2026-11-11 20:00, to be started at 2026-11-11 19:52");
        Proposal.Bounds ordered = (Proposal.Bounds) at(SALE, "19:52:11", STARTUP);
        assertThat(ordered.urgent()).isTrue();
        assertThat(ordered.reason()).isEqualTo(ReasonCode.READY_BY);
        assertThat(ordered.detail())
                .isEqualTo("8 of 15 ready by 2026-11-11 20:00; started at 19:52 for a start-up of 409 s");
        assertThat(((Proposal.Bounds) at(SALE, "21:00:00", STARTUP)).detail())
                .isEqualTo("8 of 15 ready by 2026-11-11 20:00, held until 2026-11-11 23:00; started at 19:52 for a"
                        + " start-up of 409 s");
    }

    @Test
    void aStartUpTimeThatGetsShorterOnTheWayTakesNothingBack() {
        assertThat(floorAt(SALE, "19:53:00", STARTUP)).isEqualTo(8);
        assertThat(floorAt(SALE, "19:54:00", Duration.ofSeconds(20))).isEqualTo(8);
    }

    @Test
    void aStartUpTimeThatGetsLongerMovesTheBeginningForward() {
        assertThat(floorAt(SALE, "19:40:00", STARTUP)).isEqualTo(-1);
        assertThat(floorAt(SALE, "19:40:01", Duration.ofMinutes(20))).isEqualTo(8);
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "19:42:10, -1",
        "19:42:11, 0",
        "19:47:11, 4",
        "19:47:12, 5",
        "19:52:11, 8",
    })
    void aRampSpreadsTheStartsAndIsOverInTime(String time, int floor) {
        ReadyBy ramped = SALE.rampingOver(Duration.ofMinutes(10));
        int before = floorAt(ramped, "19:42:10", STARTUP);
        assertThat(before).isEqualTo(-1);
        assertThat(floorAt(ramped, time, STARTUP)).isEqualTo(floor);
    }

    @Test
    void aRampNeverGoesBackWhateverBecomesOfTheStartUpTime() {
        ReadyBy ramped = SALE.rampingOver(Duration.ofMinutes(10));
        assertThat(floorAt(ramped, "19:42:11", STARTUP)).isZero();
        assertThat(floorAt(ramped, "19:43:00", STARTUP.plusMinutes(5)))
                .as("5 min 49 s of 10")
                .isEqualTo(5);
        assertThat(floorAt(ramped, "19:43:30", Duration.ofSeconds(1))).isEqualTo(6);
    }

    @Test
    void aProcessThatWasDownMakesUpForIt() {
        assertThat(floorAt(SALE, "19:58:00", STARTUP)).isEqualTo(8);
        memory = ReadyBy.Begun.NOTHING;
        assertThat(floorAt(SALE, "20:30:00", STARTUP)).isEqualTo(8);
    }

    @Test
    void aRestartRemembersWhatWasBegun() {
        at(SALE, "19:53:00", STARTUP);
        String text = SALE.memoryCodec().encode(memory);
        ReadyBy.Begun read = SALE.memoryCodec().decode(1, text);
        assertThat(read).isEqualTo(memory);
        assertThat(SALE.memoryCodec().decode(1, SALE.memoryCodec().encode(ReadyBy.Begun.NOTHING)))
                .isEqualTo(ReadyBy.Begun.NOTHING);
        assertThatIllegalArgumentException().isThrownBy(() -> SALE.memoryCodec().decode(1, "x y z"));
        assertThatIllegalArgumentException().isThrownBy(() -> SALE.memoryCodec().decode(2, text));
        assertThatIllegalArgumentException().isThrownBy(() -> SALE.memoryCodec().decode(1, ""));
    }

    @Test
    void theNextOneIsBegunWhileTheLastIsStillHeld() {
        ReadyBy hourly = ReadyBy.of(
                "breaks",
                new ExpectedPeak.Replicas(10),
                WeeklyRecurrence.daily(LocalTime.of(20, 0), LocalTime.of(19, 59), SHANGHAI));
        assertThat(floorAt(hourly, "19:58:30", STARTUP)).isEqualTo(5);
        assertThat(floorAt(hourly, "19:59:30", STARTUP)).as("between the two").isEqualTo(5);
        assertThat(floorAt(hourly, "20:00:30", STARTUP)).isEqualTo(5);
    }

    @Test
    void aSingleMomentIsNotRepeated() {
        ReadyBy once = ReadyBy.of(
                "launch",
                new ExpectedPeak.Replicas(4),
                SingleOccurrence.of(
                        LocalDateTime.parse("2026-11-11T20:00"), LocalDateTime.parse("2026-11-11T21:00"), SHANGHAI));
        assertThat(floorAt(once.share(1), "20:30:00", STARTUP)).isEqualTo(4);
        assertThat(floorAt(once, "21:00:00", STARTUP)).isEqualTo(-1);
        assertThat(((Proposal.Abstention) at(once, "21:00:00", STARTUP)).detail())
                .isEmpty();
    }

    @Test
    void withoutAClockItForbidsScaleIn() {
        PolicyResult<ReadyBy.Begun> result = SALE.propose(TimedView.at(Instant.EPOCH), memory);
        assertThat(((Proposal.Veto) result.proposal()).direction()).isEqualTo(Direction.IN);
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SALE.share(0))
                .withMessage("the share of a peak must be in (0, 1] but was 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> SALE.withMargin(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpectedPeak.Replicas(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpectedPeak.Load(24, Duration.ofSeconds(2), 4, 1.2));
        assertThat(SALE.patiently().urgent()).isFalse();
    }
}
