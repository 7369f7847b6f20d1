package io.selfscale.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.policy.Schedule;
import io.selfscale.engine.policy.TimedView;
import io.selfscale.policy.Proposal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScheduleProperties {

    private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "America/Sao_Paulo",
                        "Australia/Lord_Howe",
                        "Asia/Shanghai",
                        "Africa/Casablanca",
                        "UTC")
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 24 * 4 - 1).map(quarter -> LocalTime.MIN.plusMinutes(15L * quarter));
    }

    @Provide
    Arbitrary<Set<DayOfWeek>> days() {
        return Arbitraries.of(DayOfWeek.class).set().ofMinSize(1).ofMaxSize(7);
    }

    @Provide
    Arbitrary<WeeklyRecurrence> weekly() {
        return Combinators.combine(days(), times(), times(), zones()).as(WeeklyRecurrence::new);
    }

    @Provide
    Arbitrary<List<ScheduleWindow>> plans() {
        Arbitrary<ScheduleWindow> window = Combinators.combine(
                        Arbitraries.of(WindowKind.class),
                        Arbitraries.integers().between(0, 12),
                        weekly(),
                        Arbitraries.integers().between(0, 90),
                        Arbitraries.of(true, false))
                .as((kind, value, when, ramp, urgent) -> new ScheduleWindow(
                        "w",
                        when,
                        kind,
                        kind.hasValue() ? value : 0,
                        kind == WindowKind.FLOOR ? Duration.ofMinutes(ramp) : Duration.ZERO,
                        urgent && (kind == WindowKind.FLOOR || kind == WindowKind.EXACT)));
        return window.list().ofMinSize(1).ofMaxSize(5).map(ScheduleProperties::numbered);
    }

    private static List<ScheduleWindow> numbered(List<ScheduleWindow> windows) {
        List<ScheduleWindow> named = new ArrayList<>();
        for (ScheduleWindow window : windows) {
            named.add(new ScheduleWindow(
                    "w" + named.size(), window.when(), window.kind(), window.value(), window.ramp(), window.urgent()));
        }
        return named;
    }

    /** A day of daylight saving may cut a window that spans the skipped hour, and nothing else; autumn never does. */
    @Property(tries = 1000)
    void aWindowIsOnlyShorterThanUsualIfItSpansTheSkippedHour(
            @ForAll("weekly") WeeklyRecurrence when, @ForAll("daysOfTheYear") LocalDate date) {
        Instant from = date.atStartOfDay(when.zone()).toInstant();
        Duration usual = Duration.between(when.start(), when.end());
        if (!when.end().isAfter(when.start())) {
            usual = usual.plusDays(1);
        }
        for (Occurrence occurrence : when.between(from, from.plus(Duration.ofDays(2)))) {
            Duration open = Duration.between(occurrence.start(), occurrence.end());
            boolean losesTime =
                    when.zone().getRules().getOffset(occurrence.end()).getTotalSeconds()
                            > when.zone()
                                    .getRules()
                                    .getOffset(occurrence.start().minusNanos(1))
                                    .getTotalSeconds();
            if (!losesTime) {
                assertThat(open).as("%s at %s", when, occurrence).isGreaterThanOrEqualTo(usual);
            }
            assertThat(open).isPositive();
        }
    }

    @Provide
    Arbitrary<LocalDate> daysOfTheYear() {
        return Arbitraries.integers()
                .between(0, 364)
                .map(day -> LocalDate.of(2026, 1, 1).plusDays(day));
    }

    @Property(tries = 1000)
    void openAtAndNextAfterTellTheSameStory(@ForAll("weekly") WeeklyRecurrence when, @ForAll("moments") Instant at) {
        Occurrence next = when.nextAfter(at);
        assertThat(next.start()).isAfter(at);
        assertThat(when.openAt(next.start())).isEqualTo(next);
        Occurrence open = when.openAt(at);
        if (open != null) {
            assertThat(open.contains(at)).isTrue();
            assertThat(when.nextAfter(open.start().minusNanos(1))).isEqualTo(open);
        }
        Instant between = at.plusNanos(Duration.between(at, next.start()).toNanos() / 2);
        Occurrence later = when.openAt(between);
        assertThat(later == null || later.equals(open))
                .as("nothing opens before the next occurrence")
                .isTrue();
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.integers().between(0, 365 * 24 * 12).map(five -> YEAR.plusSeconds(300L * five));
    }

    /** The moments looked at are not those that the check enumerates. */
    @Property(tries = 1000)
    void aPlanThatIsNotRefusedNeverAsksForMoreThanItAllows(
            @ForAll("plans") List<ScheduleWindow> plan, @ForAll("moments") Instant start) {
        ScheduleConflict conflict = ScheduleConflict.in(plan);
        if (conflict != null) {
            ScheduleEffect effect = ScheduleEffect.at(plan, conflict.at());
            assertThat(effect.exact()).isNull();
            OpenWindow floor = Objects.requireNonNull(effect.floor());
            OpenWindow cap = Objects.requireNonNull(effect.cap());
            assertThat(floor.value()).as(conflict.describe()).isGreaterThan(cap.value());
            return;
        }
        for (int i = 0; i < 100; i++) {
            ScheduleEffect effect = ScheduleEffect.at(plan, start.plus(Duration.ofMinutes(7L * i)));
            if (effect.exact() == null && effect.floor() != null && effect.cap() != null) {
                assertThat(effect.floor().value())
                        .isLessThanOrEqualTo(effect.cap().value());
            }
        }
    }

    @Property(tries = 1000)
    void thePolicySaysAtAnyMomentWhatItsWindowsSay(
            @ForAll("plans") List<ScheduleWindow> plan, @ForAll("moments") Instant at) {
        if (ScheduleConflict.in(plan) != null) {
            return;
        }
        Proposal proposal = new Schedule("s", plan).propose(TimedView.at(at).requested(5));
        ScheduleEffect effect = ScheduleEffect.at(plan, at);
        if (proposal instanceof Proposal.Bounds bounds && effect.exact() != null) {
            assertThat(bounds.floor()).isEqualTo(effect.exact().value()).isEqualTo(bounds.cap());
        }
        if (effect.floor() != null && effect.exact() == null) {
            assertThat(((Proposal.Bounds) proposal).floor())
                    .isGreaterThanOrEqualTo(effect.floor().value());
        }
        assertThat(proposal instanceof Proposal.Abstention).isEqualTo(effect.isNone());
        assertThat(proposal).isNotInstanceOf(Proposal.Scale.class);
    }

    @Property(tries = 300)
    void theCalendarAgreesWithEveryMomentInIt(
            @ForAll("plans") List<ScheduleWindow> plan, @ForAll("moments") Instant at) {
        Instant from = at.minus(Duration.ofDays(1));
        Instant to = at.plus(Duration.ofDays(1));
        ScheduleEffect effect = ScheduleEffect.at(plan, at);
        List<ScheduleCalendar.Segment> around = ScheduleCalendar.of(plan, from, to).segments().stream()
                .filter(segment -> !at.isBefore(segment.start()) && at.isBefore(segment.end()))
                .toList();
        if (effect.isNone()) {
            assertThat(around).isEmpty();
        } else {
            assertThat(around).hasSize(1);
            OpenWindow floor = effect.floor();
            if (floor == null || !floor.isRising()) {
                assertThat(around.get(0).effect().exact()).isEqualTo(effect.exact());
                assertThat(around.get(0).effect().cap()).isEqualTo(effect.cap());
            }
        }
    }
}
