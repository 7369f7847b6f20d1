package io.selfscale.adapter.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.report.DemoReport.TimelinePoint;
import io.selfscale.policy.Direction;
import org.junit.jupiter.api.Test;

class RunRecorderTest {

    private final RunRecorder recorder = new RunRecorder();

    @Test
    void keepsAPointForEverySecondAndEveryChange() {
        for (int i = 0; i <= 20; i++) {
            recorder.decided(i / 10.0, Decisions.steady(1, 1));
        }
        recorder.decided(2.1, Decisions.change(1, 2, 1));
        recorder.decided(2.2, Decisions.steady(2, 1));
        recorder.decided(2.3, Decisions.steady(2, 2));

        assertThat(recorder.replicas().timeline())
                .containsExactly(
                        new TimelinePoint(0, 1, 1, 4),
                        new TimelinePoint(1, 1, 1, 4),
                        new TimelinePoint(2, 1, 1, 4),
                        new TimelinePoint(2.1, 2, 1, 4),
                        new TimelinePoint(2.3, 2, 2, 4));
    }

    @Test
    void keepsEveryChangeWithItsExplanation() {
        recorder.decided(1, Decisions.change(1, 2, 1));
        recorder.decided(2, Decisions.steady(2, 2));
        recorder.decided(3, Decisions.change(2, 3, 2));
        recorder.decided(4, Decisions.change(3, 2, 3));

        assertThat(recorder.changes()).extracting(DemoReport.Change::to).containsExactly(2, 3, 2);
        assertThat(recorder.changes())
                .allSatisfy(change ->
                        assertThat(change.explain()).contains("latency", "812 ms", "500 ms", " over ", "bound by"));
        assertThat(recorder.count(Direction.OUT)).isEqualTo(2);
        assertThat(recorder.count(Direction.IN)).isEqualTo(1);
    }

    @Test
    void knowsTheLeastAndTheMostReady() {
        recorder.decided(1, Decisions.steady(2, 1));
        recorder.decided(2, Decisions.steady(4, 4));
        recorder.decided(3, Decisions.steady(4, 3));

        assertThat(recorder.replicas().min()).isEqualTo(1);
        assertThat(recorder.replicas().max()).isEqualTo(4);
    }

    @Test
    void isEmptyBeforeTheFirstDecision() {
        assertThat(recorder.replicas().timeline()).isEmpty();
        assertThat(recorder.replicas().min()).isZero();
    }
}
