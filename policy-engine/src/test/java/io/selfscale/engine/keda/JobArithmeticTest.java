package io.selfscale.engine.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas of semantics section 3 about jobs, by themselves. */
class JobArithmeticTest {

    private static final List<JobTrigger> TRIGGERS = List.of(
            new JobTrigger(30, 4, true),
            new JobTrigger(9, 2, true),
            new JobTrigger(3, 1, true),
            new JobTrigger(500, 1, false));

    @ParameterizedTest
    @CsvSource({
        "default, 10, 4, 1, 8, 6",
        "default, 3, 4, 1, 8, -1",
        "accurate, 5, 4, 1, 8, 4", // 5 + 4 - 1 = 8 fits: 5 - 1
        "accurate, 6, 4, 1, 8, 4", // 6 + 4 - 1 = 9 does not: 8 - 4
        "eager, 6, 4, 1, 8, 3",
        "eager, 2, 4, 1, 8, 2",
    })
    void aStrategyAllows(String strategy, long maxScale, long running, long pending, long most, long expected) {
        assertThat(JobStrategy.named(strategy).allowed(maxScale, running, pending, most))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 8", "2, 0, 8", "0, 0.5, 8", "2, 0.5, 6", "9, 0.5, -1"})
    void aCustomStrategyDeducts(int deduction, double fraction, long expected) {
        assertThat(new JobStrategy.Custom(deduction, fraction).allowed(10, 5, 0, 8))
                .isEqualTo(expected);
    }

    @Test
    void onlyEagerAsksForTheMost() {
        assertThat(JobStrategy.named("eager").asked(3, 8)).isEqualTo(8);
        assertThat(JobStrategy.named("accurate").asked(3, 8)).isEqualTo(3);
    }

    @Test
    void jobsThatMustRunComeFirstAndAreNotCountedByTheStrategy() {
        JobDemand demand = new JobDemand(true, 6, 6);
        JobStrategy strategy = JobStrategy.standard();

        assertThat(JobDecision.of(strategy, demand, 1, 0, 3, 8)).isEqualTo(new JobDecision(2, 2));
        assertThat(JobDecision.of(strategy, demand, 5, 0, 3, 8)).isEqualTo(new JobDecision(4, 6));
        assertThat(JobDecision.of(strategy, demand, 8, 0, 0, 8).newJobs()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // jobs: 30 / 4 = 7.5, 9 / 2 = 4.5, 3 / 1 = 3
        "MAX, 30, 8",
        "MIN, 3, 3",
        "AVERAGE, 14, 5", // 42 / 3, 15 / 3
        "SUM, 42, 15",
    })
    void severalTriggersBecomeOneFigure(JobDemand.Calculation calculation, long queue, long jobs) {
        assertThat(JobDemand.of(calculation, TRIGGERS, 0, 100)).isEqualTo(new JobDemand(true, queue, jobs));
    }

    @Test
    void theMostIsACapOnEachTriggerAndOnTheirSum() {
        assertThat(JobDemand.of(JobDemand.Calculation.SUM, TRIGGERS, 0, 5).maxScale())
                .isEqualTo(5);
        // 5, 4.5 and 3, each capped to 5 beforehand: 12.5 / 3
        assertThat(JobDemand.of(JobDemand.Calculation.AVERAGE, TRIGGERS, 0, 5).maxScale())
                .isEqualTo(5);
    }

    @Test
    void isActiveIfATriggerIsUsedOrSomeJobsMustRun() {
        List<JobTrigger> idle = List.of(new JobTrigger(7, 1, false));

        assertThat(JobDemand.of(JobDemand.Calculation.SUM, idle, 0, 5)).isEqualTo(new JobDemand(false, 0, 0));
        assertThat(JobDemand.of(JobDemand.Calculation.SUM, idle, 1, 5).active()).isTrue();
    }

    @Test
    void averagesTargets() {
        assertThat(JobTrigger.averageOf(List.of())).isZero();
        assertThat(JobTrigger.averageOf(List.of(2.0, 3.0, 7.0))).isEqualTo(4);
    }

    @Test
    void refusesWhatIsNoCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JobTrigger(Double.NaN, 1, true))
                .withMessage("a queue length must be finite and at least 0 but was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobStrategy.named("keen"))
                .withMessage("a job strategy must be default, accurate or eager but was 'keen'");
    }
}
