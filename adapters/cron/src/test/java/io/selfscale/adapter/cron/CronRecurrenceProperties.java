package io.selfscale.adapter.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.schedule.Occurrence;
import io.selfscale.engine.schedule.WeeklyRecurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class CronRecurrenceProperties {

    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai", "UTC")
                .map(ZoneId::of);
    }

    /** The same window written as cron and as times of the day, asked about days of changed local time and others. */
    @Property(tries = 300)
    void agreesWithADailyWindowAtAnyMoment(
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 0, max = 95) int start,
            @ForAll @IntRange(min = 0, max = 95) int end,
            @ForAll @IntRange(min = 0, max = 365 * 96) int quarter) {
        if (start == end) {
            return;
        }
        WeeklyRecurrence daily = WeeklyRecurrence.daily(time(start), time(end), zone);
        CronRecurrence cron = CronRecurrence.of(cron(start), cron(end), zone);
        CronRecurrence keda = CronRecurrence.keda(cron(start), cron(end), zone);
        Instant at = YEAR.plus(Duration.ofMinutes(15L * quarter));
        assertThat(cron.openAt(at)).isEqualTo(daily.openAt(at));
        assertThat(cron.nextAfter(at)).isEqualTo(daily.nextAfter(at));
        assertThat(keda.openAt(at)).isEqualTo(daily.openAt(at));
        assertThat(keda.nextAfter(at)).isEqualTo(daily.nextAfter(at));
    }

    private static LocalTime time(int quarter) {
        return LocalTime.MIN.plusMinutes(15L * quarter);
    }

    private static String cron(int quarter) {
        return time(quarter).getMinute() + " " + time(quarter).getHour() + " * * *";
    }

    /** What is remembered between calls changes no answer, in whatever order moments are asked for. */
    @Property(tries = 20)
    void rememberingChangesNoAnswer(@ForAll("zones") ZoneId zone, @ForAll long seed) {
        CronRecurrence used = CronRecurrence.of("*/45 8-20 * * 1-5", "10 */5 * * *", zone);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Instant at = YEAR.plusSeconds(random.nextInt(90 * 86_400));
            for (int step = 0; step < 5; step++) {
                CronRecurrence fresh = CronRecurrence.of("*/45 8-20 * * 1-5", "10 */5 * * *", zone);
                Occurrence open = used.openAt(at);
                assertThat(open).isEqualTo(fresh.openAt(at));
                assertThat(used.nextAfter(at)).isEqualTo(fresh.nextAfter(at));
                at = at.plusSeconds(random.nextInt(3600));
            }
        }
    }
}
