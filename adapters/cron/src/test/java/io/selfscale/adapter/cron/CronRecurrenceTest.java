package io.selfscale.adapter.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.schedule.Occurrence;
import io.selfscale.engine.schedule.ScheduleCalendar;
import io.selfscale.engine.schedule.ScheduleWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronRecurrenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final CronRecurrence OFFICE = CronRecurrence.of("0 8 * * 1-5", "0 18 * * 1-5", BERLIN);

    private static Occurrence next(CronRecurrence recurrence, String at) {
        return Objects.requireNonNull(recurrence.nextAfter(Instant.parse(at)));
    }

    /** Friday, June 12 of 2026. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2026-06-12T05:59:59.999999999Z, false",
        "2026-06-12T06:00:00Z, true",
        "2026-06-12T06:00:00.5Z, true",
        "2026-06-12T15:59:59.999Z, true",
        "2026-06-12T16:00:00Z, false",
        "2026-06-13T09:00:00Z, false",
        "2026-06-15T06:00:00Z, true",
    })
    void isOpenFromStartToEndInTheTimeOfItsZone(Instant at, boolean open) {
        assertThat(OFFICE.isOpen(at)).isEqualTo(open);
        assertThat(CronRecurrence.keda("0 8 * * 1-5", "0 18 * * 1-5", BERLIN).isOpen(at))
                .as("the same where starts and ends alternate")
                .isEqualTo(open);
    }

    @Test
    void knowsTheOccurrenceAndTheNext() {
        Occurrence friday =
                new Occurrence(Instant.parse("2026-06-12T06:00:00Z"), Instant.parse("2026-06-12T16:00:00Z"));
        assertThat(OFFICE.openAt(Instant.parse("2026-06-12T12:34:56Z"))).isEqualTo(friday);
        assertThat(OFFICE.nextAfter(Instant.parse("2026-06-12T05:00:00Z"))).isEqualTo(friday);
        assertThat(OFFICE.nextAfter(friday.start()))
                .isEqualTo(
                        new Occurrence(Instant.parse("2026-06-15T06:00:00Z"), Instant.parse("2026-06-15T16:00:00Z")));
    }

    /** A start on working days, an end every day: where the two rules differ. */
    @ParameterizedTest(name = "{0}: {1}, KEDA {2}")
    @CsvSource({
        "2026-06-12T12:00:00Z, true, true",
        "2026-06-12T20:00:00Z, false, true",
        "2026-06-13T12:00:00Z, false, true",
        "2026-06-14T12:00:00Z, false, true",
        "2026-06-14T18:00:00Z, false, false",
        "2026-06-15T05:00:00Z, false, false",
        "2026-06-15T08:00:00Z, true, true",
    })
    void kedaIsActiveWheneverTheNextEndIsNotAfterTheNextStart(Instant at, boolean open, boolean keda) {
        assertThat(CronRecurrence.of("0 8 * * 1-5", "0 18 * * *", UTC).isOpen(at))
                .isEqualTo(open);
        assertThat(CronRecurrence.keda("0 8 * * 1-5", "0 18 * * *", UTC).isOpen(at))
                .isEqualTo(keda);
    }

    @Test
    void startsWhileItIsOpenChangeNothing() {
        CronRecurrence week = CronRecurrence.of("0 8 * * 1-5", "0 18 * * 5", UTC);
        Occurrence open = new Occurrence(Instant.parse("2026-06-08T08:00:00Z"), Instant.parse("2026-06-12T18:00:00Z"));
        assertThat(week.openAt(Instant.parse("2026-06-10T12:00:00Z"))).isEqualTo(open);
        assertThat(next(week, "2026-06-08T09:00:00Z").start()).isEqualTo("2026-06-15T08:00:00Z");
    }

    @Test
    void crossesMidnightAndTheTurnOfTheYear() {
        CronRecurrence night = CronRecurrence.of("0 22 31 12 *", "30 6 1 1 *", BERLIN);
        assertThat(night.isOpen(Instant.parse("2027-01-01T05:29:00Z"))).isTrue();
        assertThat(night.isOpen(Instant.parse("2027-01-01T05:30:00Z"))).isFalse();
        assertThat(next(night, "2027-01-01T00:00:00Z").start()).isEqualTo("2027-12-31T21:00:00Z");
    }

    @Test
    void aWindowThatEndsWhereTheNextStartsNeverCloses() {
        CronRecurrence always = CronRecurrence.of("0 */6 * * *", "0 0,6,12,18 * * *", UTC);
        Instant six = Instant.parse("2026-06-12T06:00:00Z");
        assertThat(always.openAt(six)).isEqualTo(new Occurrence(six, six.plus(Duration.ofHours(6))));
        assertThat(always.openAt(six.minusNanos(1))).isEqualTo(new Occurrence(six.minus(Duration.ofHours(6)), six));
    }

    /** Berlin, 2026: 02:00 becomes 03:00 on March 29, 03:00 becomes 02:00 on October 25. */
    @ParameterizedTest(name = "{0} to {1}: {2} to {3}")
    @CsvSource({
        "30 2 * * *, 0 5 * * *, 2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
        "30 1 * * *, 30 2 * * *, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "15 2 * * *, 45 2 * * *, 2026-03-29T01:00:00Z, 2026-03-29T01:45:00Z",
        "30 2 * * *, 0 3 * * *, 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
        "30 2 * * *, 0 5 * * *, 2026-10-25T00:30:00Z, 2026-10-25T04:00:00Z",
        "30 1 * * *, 30 2 * * *, 2026-10-24T23:30:00Z, 2026-10-25T01:30:00Z",
        "15 2 * * *, 45 2 * * *, 2026-10-25T00:15:00Z, 2026-10-25T01:45:00Z",
    })
    void followsTheRulesOfTheEngineWhereLocalTimeIsChanged(String start, String end, Instant opens, Instant closes) {
        CronRecurrence daily = CronRecurrence.of(start, end, BERLIN);
        Occurrence expected = new Occurrence(opens, closes);
        assertThat(daily.nextAfter(opens.minusNanos(1))).isEqualTo(expected);
        assertThat(daily.openAt(opens)).isEqualTo(expected);
        assertThat(daily.openAt(closes.minusNanos(1))).isEqualTo(expected);
        assertThat(daily.isOpen(closes)).isFalse();
        assertThat(daily.nextAfter(opens)).isNotNull().isNotEqualTo(expected);
    }

    @Test
    void worksInASchedule() {
        Schedule schedule = Schedule.of(
                "office",
                ScheduleWindow.floor("day", 6, OFFICE),
                ScheduleWindow.cap("night", 2, CronRecurrence.of("0 20 * * *", "0 6 * * *", BERLIN)));
        assertThat(ScheduleCalendar.of(
                                schedule.plan(),
                                Instant.parse("2026-06-12T00:00:00Z"),
                                Instant.parse("2026-06-13T00:00:00Z"))
                        .render(BERLIN))
                .isEqualTo("""
                        Fri 2026-06-12 02:00 +02:00 to Fri 2026-06-12 06:00 +02:00  at most 2, night until 2026-06-12 06:00 +02:00
                        Fri 2026-06-12 08:00 +02:00 to Fri 2026-06-12 18:00 +02:00  at least 6, day until 2026-06-12 18:00 +02:00
                        Fri 2026-06-12 20:00 +02:00 to Sat 2026-06-13 02:00 +02:00  at most 2, night until 2026-06-13 06:00 +02:00""");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of(
                        "office",
                        ScheduleWindow.floor("day", 6, OFFICE),
                        ScheduleWindow.cap("night", 2, CronRecurrence.of("0 17 * * *", "0 6 * * *", BERLIN))))
                .withMessageContaining("at least 6 replicas and window night allows at most 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 8 * *", "0 0 8 * * *", "60 8 * * *", "5-1 * * * *", "@daily", "0 8 ? * *", "x"})
    void refusesWhatIsNoExpressionOfFiveFields(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronRecurrence.of(text, "0 18 * * *", UTC))
                .withMessageContaining(
                        "a cron expression must have the fields minute, hour, day of month, month and" + " day of week")
                .withMessageContaining("but was \"" + text + "\"");
    }

    @Test
    void refusesADateThatNeverComes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronRecurrence.of("0 8 30 2 *", "0 18 * * *", UTC))
                .withMessage("cron expression \"0 8 30 2 *\" never fires");
        assertThat(next(CronRecurrence.of("0 8 29 2 *", "0 18 * * *", UTC), "2026-06-12T00:00:00Z")
                        .start())
                .isEqualTo("2028-02-29T08:00:00Z");
    }

    @Test
    void refusesAnEndThatIsTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CronRecurrence.keda("0 8 * * *", " 0 8  * * * ", UTC))
                .withMessage("the start and the end of a cron window must differ but both are \"0 8 * * *\"");
    }

    @Test
    void isAValue() {
        assertThat(OFFICE)
                .isEqualTo(CronRecurrence.of("0 8 * * 1-5", "0  18 * * 1-5", BERLIN))
                .hasSameHashCodeAs(CronRecurrence.of("0 8 * * 1-5", "0  18 * * 1-5", BERLIN))
                .isNotEqualTo(CronRecurrence.keda("0 8 * * 1-5", "0 18 * * 1-5", BERLIN))
                .isNotEqualTo(CronRecurrence.of("0 8 * * 1-5", "0 18 * * 1-5", UTC))
                .hasToString("from \"0 8 * * 1-5\" to \"0 18 * * 1-5\" Europe/Berlin");
        assertThat(OFFICE.zone()).isEqualTo(BERLIN);
    }
}
