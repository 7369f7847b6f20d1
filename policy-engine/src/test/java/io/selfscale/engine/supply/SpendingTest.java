package io.selfscale.engine.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.spec.BudgetSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SpendingTest {

    private static final BudgetSpec BUDGET = BudgetSpec.NONE.withPerMonth(7440, 0, ZoneOffset.UTC);
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void aNewMonthBeginsWithNothingSpent() {
        Spending november = Spending.none()
                .after(0, at("2026-11-30T22:00:00Z"), BUDGET)
                .at(10)
                .after(HOUR, at("2026-11-30T23:00:00Z"), BUDGET);
        assertThat(november.spent()).isEqualTo(10);
        Instant turn = at("2026-12-01T00:00:00Z");
        Spending december = november.after(HOUR, turn, BUDGET);
        assertThat(december.spent()).isZero();
        assertThat(december.monthlyRate(BUDGET, turn)).as("7440 in 744 hours").isEqualTo(10);
    }

    @Test
    void aClockSetBackAcrossTheTurnOfTheMonthOpensNoBudget() {
        Spending december = Spending.none()
                .after(0, at("2026-12-01T00:00:00Z"), BUDGET)
                .at(10)
                .after(HOUR, at("2026-12-01T01:00:00Z"), BUDGET);
        Instant back = at("2026-11-30T23:59:50Z");
        Spending later = december.after(HOUR, back, BUDGET);
        assertThat(later.spent()).isEqualTo(20);
        assertThat(later.monthlyRate(BUDGET, back)).isCloseTo(9.97, within(0.01));
        assertThat(later.after(HOUR, at("2026-12-01T02:00:00Z"), BUDGET).spent())
                .isEqualTo(30);
    }

    @Test
    void aClockThatWasYearsAheadDoesNotKeepAMonthOfTheFuture() {
        Spending ahead = Spending.none()
                .after(0, at("2031-05-01T00:00:00Z"), BUDGET)
                .at(10)
                .after(HOUR, at("2031-05-01T01:00:00Z"), BUDGET);
        Spending right = ahead.after(HOUR, at("2026-12-01T02:00:00Z"), BUDGET);
        assertThat(right.month()).isEqualTo(202612);
        assertThat(right.spent()).isEqualTo(20);
    }
}
