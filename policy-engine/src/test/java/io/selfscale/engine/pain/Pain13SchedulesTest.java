package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.TimedView;
import io.selfscale.engine.schedule.Recurrence;
import io.selfscale.engine.schedule.ScheduleCalendar;
import io.selfscale.engine.schedule.ScheduleWindow;
import io.selfscale.engine.schedule.SingleOccurrence;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import io.selfscale.engine.schedule.YearlyRecurrence;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pain 13: a schedule elsewhere cannot lower, cap or freeze, and nobody knows what it does on the days of daylight
 * saving. Here it can, and the calendar shows it.
 */
class Pain13SchedulesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static Recurrence daily(String start, String end) {
        return WeeklyRecurrence.daily(LocalTime.parse(start), LocalTime.parse(end), BERLIN);
    }

    private static Proposal propose(Schedule schedule, String at) {
        return schedule.propose(TimedView.at(at).requested(6));
    }

    /** Nights of Berlin, 01:30 to 02:30: the two odd days of the year, and the days around them. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-03-28T00:29:59Z, false",
        "2026-03-28T00:30:00Z, true",
        "2026-03-28T01:29:59Z, true",
        "2026-03-28T01:30:00Z, false",
        // March 29: 02:30 does not exist; the hour stays an hour
        "2026-03-29T00:29:59Z, false",
        "2026-03-29T00:30:00Z, true",
        "2026-03-29T01:29:59Z, true",
        "2026-03-29T01:30:00Z, false",
        // summer time
        "2026-03-29T23:29:59Z, false",
        "2026-03-29T23:30:00Z, true",
        "2026-03-30T00:30:00Z, false",
        // October 25: 02:30 comes twice; the window ends at the second
        "2026-10-24T23:30:00Z, true",
        "2026-10-25T00:30:00Z, true",
        "2026-10-25T01:29:59Z, true",
        "2026-10-25T01:30:00Z, false",
        "2026-10-26T00:29:59Z, false",
        "2026-10-26T00:30:00Z, true",
    })
    void isOpenByTheLocalClockOnBothOddDaysOfTheYear(String at, boolean open) {
        Schedule schedule = Schedule.of("nights", ScheduleWindow.floor("batch", 10, daily("01:30", "02:30")));
        if (open) {
            assertThat(propose(schedule, at)).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
                assertThat(bounds.floor()).isEqualTo(10);
                assertThat(bounds.cap()).isEqualTo(Integer.MAX_VALUE);
                assertThat(bounds.reason()).isEqualTo(ReasonCode.SCHEDULE_FLOOR);
            });
        } else {
            assertThat(propose(schedule, at).reason()).isEqualTo(ReasonCode.OUTSIDE_SCHEDULE);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-06-12T19:59:59Z, false",
        "2026-06-12T20:00:00Z, true",
        "2026-06-12T22:00:00Z, true",
        "2026-06-13T03:59:59Z, true",
        "2026-06-13T04:00:00Z, false",
        "2026-06-13T20:00:00Z, false",
    })
    void crossesMidnightIntoADayThatIsNotListed(String at, boolean open) {
        Recurrence fridayNight =
                WeeklyRecurrence.on(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);
        Schedule schedule = Schedule.of("weekend", ScheduleWindow.cap("quiet", 2, fridayNight));
        assertThat(propose(schedule, at) instanceof Proposal.Bounds).isEqualTo(open);
    }

    @Test
    void capsAndLowersWhichAFloorByMaximumCannot() {
        Schedule schedule = Schedule.of("nights", ScheduleWindow.cap("quiet", 2, daily("22:00", "06:00")));
        Proposal proposal = propose(schedule, "2026-06-12T22:00:00Z");
        assertThat(proposal).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.floor()).isZero();
            assertThat(bounds.cap()).isEqualTo(2);
            assertThat(bounds.reason()).isEqualTo(ReasonCode.SCHEDULE_CAP);
            assertThat(bounds.detail()).isEqualTo("at most 2, quiet until 2026-06-13 06:00 +02:00");
        });
    }

    @Test
    void theGreatestFloorAndTheLeastCapApply() {
        Schedule schedule = Schedule.of(
                "day",
                ScheduleWindow.floor("base", 3, daily("00:00", "00:00")),
                ScheduleWindow.floor("lunch", 5, daily("11:00", "14:00")).urgently(),
                ScheduleWindow.cap("money", 20, daily("00:00", "00:00")),
                ScheduleWindow.cap("quota", 12, daily("10:00", "15:00")));
        assertThat(propose(schedule, "2026-06-12T10:00:00Z")).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.floor()).isEqualTo(5);
            assertThat(bounds.cap()).isEqualTo(12);
            assertThat(bounds.urgent()).isTrue();
        });
        assertThat(propose(schedule, "2026-06-12T20:00:00Z")).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.floor()).isEqualTo(3);
            assertThat(bounds.cap()).isEqualTo(20);
            assertThat(bounds.urgent()).isFalse();
        });
    }

    @Test
    void anExactValueBeatsFloorsAndCapsAndTheLastDefinedWins() {
        Schedule schedule = Schedule.of(
                "day",
                ScheduleWindow.floor("base", 3, daily("00:00", "00:00")),
                ScheduleWindow.exactly("test", 1, daily("10:00", "12:00")),
                ScheduleWindow.exactly("longer test", 2, daily("11:00", "13:00")));
        assertThat(exact(schedule, "2026-06-12T08:30:00Z")).isEqualTo(1);
        assertThat(exact(schedule, "2026-06-12T09:30:00Z")).isEqualTo(2);
        assertThat(exact(schedule, "2026-06-12T10:30:00Z")).isEqualTo(2);
        assertThat(propose(schedule, "2026-06-12T11:30:00Z").reason()).isEqualTo(ReasonCode.SCHEDULE_FLOOR);
    }

    private static int exact(Schedule schedule, String at) {
        Proposal.Bounds bounds = (Proposal.Bounds) propose(schedule, at);
        assertThat(bounds.reason()).isEqualTo(ReasonCode.SCHEDULE_EXACT);
        assertThat(bounds.cap()).isEqualTo(bounds.floor());
        return bounds.floor();
    }

    @Test
    void aFreezeForbidsItsDirectionAndNothingElse() {
        Schedule noIn = Schedule.of("s", ScheduleWindow.freezeIn("release", daily("10:00", "12:00")));
        assertThat(propose(noIn, "2026-06-12T09:00:00Z")).isInstanceOfSatisfying(Proposal.Veto.class, veto -> {
            assertThat(veto.direction()).isEqualTo(Direction.IN);
            assertThat(veto.reason()).isEqualTo(ReasonCode.SCHEDULE_FREEZE);
            assertThat(veto.detail()).isEqualTo("no scale-in, release until 2026-06-12 12:00 +02:00");
        });
        Schedule noOut = Schedule.of("s", ScheduleWindow.freezeOut("audit", daily("10:00", "12:00")));
        assertThat(propose(noOut, "2026-06-12T09:00:00Z"))
                .isInstanceOfSatisfying(
                        Proposal.Veto.class,
                        veto -> assertThat(veto.direction()).isEqualTo(Direction.OUT));
    }

    /** There are 6 replicas. */
    @ParameterizedTest(name = "floor {0}, cap {1}, frozen in {2}, out {3}: {4} to {5}")
    @CsvSource({
        "3, 20, true, false, 6, 20",
        "3, 20, false, true, 3, 6",
        "3, 20, true, true, 6, 6",
        "8, 20, true, true, 8, 8",
        "1, 4, true, true, 4, 4",
        "8, 20, false, true, 8, 8",
    })
    void aFreezeKeepsTheCountAsFarAsNumbersAllow(
            int floor, int cap, boolean frozenIn, boolean frozenOut, int least, int most) {
        Recurrence always = daily("00:00", "00:00");
        Recurrence never = SingleOccurrence.of(
                LocalDateTime.parse("2001-01-01T00:00"), LocalDateTime.parse("2001-01-02T00:00"), UTC);
        Schedule schedule = Schedule.of(
                "s",
                ScheduleWindow.floor("floor", floor, always),
                ScheduleWindow.cap("cap", cap, always),
                ScheduleWindow.freezeIn("no in", frozenIn ? always : never),
                ScheduleWindow.freezeOut("no out", frozenOut ? always : never));
        assertThat(propose(schedule, "2026-06-12T09:00:00Z")).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.floor()).isEqualTo(least);
            assertThat(bounds.cap()).isEqualTo(most);
        });
    }

    @Test
    void bothFreezesKeepTheCount() {
        Recurrence always = daily("00:00", "00:00");
        Schedule schedule =
                Schedule.of("s", ScheduleWindow.freezeIn("a", always), ScheduleWindow.freezeOut("b", always));
        assertThat(propose(schedule, "2026-06-12T09:00:00Z")).isInstanceOfSatisfying(Proposal.Bounds.class, bounds -> {
            assertThat(bounds.floor()).isEqualTo(6).isEqualTo(bounds.cap());
            assertThat(bounds.reason()).isEqualTo(ReasonCode.SCHEDULE_FREEZE);
        });
    }

    /** The floor of 10 over half an hour: a line from nothing to ten at the start. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-06-12T07:29:59Z, -1",
        "2026-06-12T07:30:00Z, 0",
        "2026-06-12T07:33:00Z, 1",
        "2026-06-12T07:33:01Z, 2",
        "2026-06-12T07:45:00Z, 5",
        "2026-06-12T07:59:59Z, 10",
        "2026-06-12T08:00:00Z, 10",
        "2026-06-12T09:59:59Z, 10",
        "2026-06-12T10:00:00Z, -1",
    })
    void aRampSpreadsTheStartsBeforeTheWindowOpens(String at, int floor) {
        Schedule schedule = Schedule.of(
                "s",
                ScheduleWindow.floor("morning", 10, daily("10:00", "12:00")).rampingOver(Duration.ofMinutes(30)));
        Proposal proposal = propose(schedule, at);
        int proposed = proposal instanceof Proposal.Bounds bounds ? bounds.floor() : -1;
        assertThat(proposed).isEqualTo(floor);
    }

    @Test
    void aContradictionIsRefusedWithTheWindowsAndAMoment() {
        ScheduleWindow sale = ScheduleWindow.floor(
                "sale", 15, YearlyRecurrence.on(MonthDay.of(11, 11), LocalTime.of(20, 0), LocalTime.of(2, 0), BERLIN));
        ScheduleWindow sunday = ScheduleWindow.cap(
                "sunday", 5, WeeklyRecurrence.on(EnumSet.of(DayOfWeek.SUNDAY), LocalTime.MIN, LocalTime.MIN, BERLIN));
        assertThatIllegalArgumentException()
                .as("the next 11.11 on a Sunday, or the night into one, is years away")
                .isThrownBy(() -> Schedule.of("shop", sale, sunday))
                .withMessage("the windows of schedule shop must not contradict each other but window sale asks for at"
                        + " least 15 replicas and window sunday allows at most 5, for instance at"
                        + " 2028-11-12T00:00+01:00[Europe/Berlin]");
    }

    @Test
    void aContradictionInTheHourThatComesTwiceIsFound() {
        // Apart on every other day: on October 25 the first ends at the second 02:30, after the other has begun.
        ScheduleWindow early = ScheduleWindow.floor(
                "early", 9, YearlyRecurrence.on(MonthDay.of(10, 25), LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN));
        ScheduleWindow late = ScheduleWindow.cap("late", 4, daily("02:30", "05:00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of("s", early, late))
                .withMessageContaining("2026-10-25T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void aRampThatRisesThroughACapContradictsIt() {
        ScheduleWindow day = ScheduleWindow.floor("day", 10, daily("08:00", "20:00"));
        ScheduleWindow night = ScheduleWindow.cap("night", 4, daily("20:00", "08:00"));
        Schedule.of("s", day, night);
        Schedule.of(
                "s", ScheduleWindow.floor("day", 4, daily("08:00", "20:00")).rampingOver(Duration.ofHours(1)), night);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of("s", day.rampingOver(Duration.ofMinutes(100)), night))
                .as("after 40 of 100 minutes the line is at 4")
                .withMessageContaining("T07:00:00.001+01:00");
    }

    @Test
    void anExactValueSettlesAContradictionWhereItCoversAllOfIt() {
        ScheduleWindow floor = ScheduleWindow.floor("floor", 9, daily("01:00", "03:00"));
        ScheduleWindow cap = ScheduleWindow.cap("cap", 4, daily("02:00", "05:00"));
        Schedule.of("s", floor, cap, ScheduleWindow.exactly("exact", 6, daily("02:00", "03:00")));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Schedule.of("s", floor, cap, ScheduleWindow.exactly("exact", 6, daily("02:00", "02:45"))))
                .withMessageContaining("T02:45");
    }

    @Test
    void aWallClockThatWasNeverSetClosesNothing() {
        Schedule schedule = Schedule.of("s", ScheduleWindow.floor("base", 3, daily("00:00", "00:00")));
        for (Instant at : new Instant[] {Instant.EPOCH, Instant.MIN, Instant.MAX}) {
            assertThat(schedule.propose(TimedView.at(at)))
                    .isInstanceOfSatisfying(
                            Proposal.Veto.class,
                            veto -> assertThat(veto.direction()).isEqualTo(Direction.IN));
        }
    }

    @Test
    void theCalendarShowsTheUnionOfTheWindows() {
        ScheduleCalendar calendar = ScheduleCalendar.of(
                Schedule.of(
                                "day",
                                ScheduleWindow.floor("day", 8, daily("08:00", "20:00"))
                                        .rampingOver(Duration.ofMinutes(30)),
                                ScheduleWindow.cap("night", 8, daily("20:00", "08:00")),
                                ScheduleWindow.freezeIn("release", daily("19:00", "21:00")))
                        .plan(),
                Instant.parse("2026-06-12T00:00:00Z"),
                Instant.parse("2026-06-12T22:00:00Z"));
        assertThat(calendar.render(BERLIN)).isEqualTo("""
                Fri 2026-06-12 02:00 +02:00 to Fri 2026-06-12 07:30 +02:00  at most 8, night until 2026-06-12 08:00 +02:00
                Fri 2026-06-12 07:30 +02:00 to Fri 2026-06-12 08:00 +02:00  at least 0, day rises to 8 at 2026-06-12 08:00 +02:00; at most 8, night until 2026-06-12 08:00 +02:00
                Fri 2026-06-12 08:00 +02:00 to Fri 2026-06-12 19:00 +02:00  at least 8, day until 2026-06-12 20:00 +02:00
                Fri 2026-06-12 19:00 +02:00 to Fri 2026-06-12 20:00 +02:00  at least 8, day until 2026-06-12 20:00 +02:00; no scale-in, release until 2026-06-12 21:00 +02:00
                Fri 2026-06-12 20:00 +02:00 to Fri 2026-06-12 21:00 +02:00  at most 8, night until 2026-06-13 08:00 +02:00; no scale-in, release until 2026-06-12 21:00 +02:00
                Fri 2026-06-12 21:00 +02:00 to Sat 2026-06-13 00:00 +02:00  at most 8, night until 2026-06-13 08:00 +02:00""");
        assertThat(ScheduleCalendar.of(List.of(), Instant.EPOCH, Instant.EPOCH.plusSeconds(1))
                        .render(UTC))
                .isEqualTo("nothing scheduled");
    }

    @Test
    void namesTellWindowsApart() {
        ScheduleWindow window = ScheduleWindow.floor("a", 1, daily("00:00", "00:00"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of("s", window, window))
                .withMessageContaining("must have different names but two are called a");
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.of("s"));
    }
}
