package io.selfscale.engine.schedule;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Berlin 2026: 02:00 becomes 03:00 (+02:00) on March 29, 03:00 becomes 02:00 (+01:00) on October 25. */
    @ParameterizedTest(name = "{0} to {1} around {2}: {3} to {4}")
    @CsvSource({
        // an ordinary day, and one that crosses midnight
        "09:00, 18:00, 2026-06-10, 2026-06-10T07:00:00Z, 2026-06-10T16:00:00Z",
        "22:00, 06:00, 2026-06-10, 2026-06-10T20:00:00Z, 2026-06-11T04:00:00Z",
        "12:00, 12:00, 2026-06-10, 2026-06-10T10:00:00Z, 2026-06-11T10:00:00Z",
        // spring: a start in the gap is the first valid moment
        "02:30, 05:00, 2026-03-29, 2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
        // spring: an end in the gap moves by its length, so that an hour stays an hour
        "01:30, 02:30, 2026-03-29, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        // spring: all of it in the gap, and up to its end
        "02:15, 02:45, 2026-03-29, 2026-03-29T01:00:00Z, 2026-03-29T01:45:00Z",
        "02:30, 03:00, 2026-03-29, 2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
        // spring: over the gap, by the clock on the wall
        "01:00, 04:00, 2026-03-29, 2026-03-29T00:00:00Z, 2026-03-29T02:00:00Z",
        "23:00, 04:00, 2026-03-28, 2026-03-28T22:00:00Z, 2026-03-29T02:00:00Z",
        // autumn: starts at the first occurrence, ends at the last
        "02:30, 05:00, 2026-10-25, 2026-10-25T00:30:00Z, 2026-10-25T04:00:00Z",
        "01:30, 02:30, 2026-10-25, 2026-10-24T23:30:00Z, 2026-10-25T01:30:00Z",
        "02:15, 02:45, 2026-10-25, 2026-10-25T00:15:00Z, 2026-10-25T01:45:00Z",
        "00:00, 00:00, 2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void opensByLocalTime(LocalTime start, LocalTime end, String date, Instant opens, Instant closes) {
        WeeklyRecurrence daily = WeeklyRecurrence.daily(start, end, BERLIN);
        Occurrence expected = new Occurrence(opens, closes);
        assertThat(daily.openAt(opens)).isEqualTo(expected);
        assertThat(daily.openAt(closes.minusNanos(1))).isEqualTo(expected);
        assertThat(daily.nextAfter(opens.minusNanos(1))).isEqualTo(expected);
        assertThat(daily.nextAfter(opens)).isNotEqualTo(expected);
        assertThat(daily.isOpen(closes)).as("half-open").isEqualTo(start.equals(end));
        assertThat(opens.atZone(BERLIN).toLocalDate().toString()).isEqualTo(date);
    }

    @Test
    void crossingMidnightBelongsToTheDayOnWhichItStarts() {
        WeeklyRecurrence fridayNight =
                WeeklyRecurrence.on(Set.of(FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), BERLIN);
        assertThat(fridayNight.isOpen(Instant.parse("2026-06-12T21:00:00Z")))
                .as("Friday 23:00")
                .isTrue();
        assertThat(fridayNight.isOpen(Instant.parse("2026-06-13T03:00:00Z")))
                .as("Saturday 05:00")
                .isTrue();
        assertThat(fridayNight.isOpen(Instant.parse("2026-06-13T21:00:00Z")))
                .as("Saturday 23:00")
                .isFalse();
        assertThat(fridayNight.isOpen(Instant.parse("2026-06-12T03:00:00Z")))
                .as("Friday 05:00")
                .isFalse();
    }

    @Test
    void theNextOccurrenceMayBeAWeekAway() {
        WeeklyRecurrence monday = WeeklyRecurrence.on(Set.of(MONDAY), LocalTime.of(8, 0), LocalTime.of(9, 0), BERLIN);
        Instant opens = Instant.parse("2026-06-08T06:00:00Z");
        assertThat(monday.nextAfter(opens).start()).isEqualTo("2026-06-15T06:00:00Z");
        assertThat(monday.nextAfter(opens.minusNanos(1)).start()).isEqualTo(opens);
    }

    @Test
    void aDayThatAZoneSkippedIsMadeUpForAtItsEnd() {
        // Samoa went from Thursday, December 29 straight to Saturday, December 31 of 2011.
        WeeklyRecurrence friday =
                WeeklyRecurrence.on(Set.of(FRIDAY), LocalTime.of(8, 0), LocalTime.of(9, 0), ZoneId.of("Pacific/Apia"));
        Instant skipped = Instant.parse("2011-12-30T10:00:00Z");
        assertThat(friday.nextAfter(skipped.minusSeconds(1)).start()).isEqualTo(skipped);
        assertThat(friday.nextAfter(skipped).start()).isEqualTo("2012-01-05T18:00:00Z");
    }

    @Test
    void onceAYearInTheZoneOfTheSale() {
        YearlyRecurrence sale =
                YearlyRecurrence.on(MonthDay.of(11, 11), LocalTime.of(20, 0), LocalTime.of(2, 0), SHANGHAI);
        Occurrence first = new Occurrence(Instant.parse("2026-11-11T12:00:00Z"), Instant.parse("2026-11-11T18:00:00Z"));
        assertThat(sale.nextAfter(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(first);
        assertThat(sale.openAt(Instant.parse("2026-11-11T17:59:59Z"))).isEqualTo(first);
        assertThat(sale.nextAfter(first.start()).start()).isEqualTo("2027-11-11T12:00:00Z");
        assertThat(sale).hasToString("every year 11-11 20:00 to 02:00 Asia/Shanghai");
    }

    @Test
    void aYearlyWindowMayCrossTheTurnOfTheYear() {
        YearlyRecurrence holidays = new YearlyRecurrence(
                MonthDay.of(12, 24), LocalTime.NOON, MonthDay.of(1, 2), LocalTime.NOON, ZoneId.of("UTC"));
        Occurrence open = new Occurrence(Instant.parse("2026-12-24T12:00:00Z"), Instant.parse("2027-01-02T12:00:00Z"));
        assertThat(holidays.openAt(Instant.parse("2026-12-31T00:00:00Z"))).isEqualTo(open);
        assertThat(holidays.openAt(Instant.parse("2027-01-01T00:00:00Z"))).isEqualTo(open);
        assertThat(holidays.isOpen(Instant.parse("2027-01-02T12:00:00Z"))).isFalse();
        assertThat(holidays.nextAfter(open.start()).start()).isEqualTo("2027-12-24T12:00:00Z");
    }

    @Test
    void aSingleOccurrenceIsOpenOnce() {
        SingleOccurrence launch = SingleOccurrence.of(
                LocalDateTime.parse("2026-11-11T20:00"), LocalDateTime.parse("2026-11-12T02:00"), SHANGHAI);
        assertThat(launch.isOpen(Instant.parse("2026-11-11T12:00:00Z"))).isTrue();
        assertThat(launch.isOpen(Instant.parse("2026-11-11T18:00:00Z"))).isFalse();
        assertThat(launch.nextAfter(Instant.parse("2026-11-11T12:00:00Z"))).isNull();
        assertThat(launch)
                .hasToString(
                        "from 2026-11-11T20:00+08:00[Asia/Shanghai] to" + " 2026-11-12T02:00+08:00[Asia/Shanghai]");
    }

    @Test
    void listsWhatIsOpenInAStretchOfTime() {
        WeeklyRecurrence nights = WeeklyRecurrence.daily(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("UTC"));
        List<Occurrence> found =
                nights.between(Instant.parse("2026-06-10T05:00:00Z"), Instant.parse("2026-06-12T00:00:00Z"));
        assertThat(found)
                .extracting(occurrence -> occurrence.start().toString())
                .containsExactly("2026-06-09T22:00:00Z", "2026-06-10T22:00:00Z", "2026-06-11T22:00:00Z");
        assertThat(nights.between(found.get(0).start(), found.get(1).start())).hasSize(1);
        assertThat(nights.between(found.get(0).start(), found.get(2).start(), 1))
                .hasSize(1);
    }

    @Test
    void saysWhenInWords() {
        assertThat(WeeklyRecurrence.on(Set.of(SUNDAY, MONDAY), LocalTime.of(8, 0), LocalTime.of(9, 30), BERLIN))
                .hasToString("Mon, Sun 08:00 to 09:30 Europe/Berlin");
        assertThat(WeeklyRecurrence.daily(LocalTime.of(8, 0), LocalTime.of(9, 30), BERLIN))
                .hasToString("every day 08:00 to 09:30 Europe/Berlin");
    }

    @Test
    void refusesWhatNeverOpens() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeeklyRecurrence.on(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT, BERLIN))
                .withMessageContaining("at least one day");
        LocalDateTime noon = LocalDateTime.parse("2026-11-11T12:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SingleOccurrence.of(noon, noon, BERLIN))
                .withMessageContaining("must end after its start");
    }
}
