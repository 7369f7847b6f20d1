package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.report.Decisions;
import io.selfscale.adapter.cli.demo.report.RunRecorder;
import io.selfscale.policy.OrderOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoListenerTest {

    private final List<String> events = new ArrayList<>();
    private final RunRecorder recorder = new RunRecorder();
    private long nanos = Long.MAX_VALUE;
    private final RunClock clock =
            new RunClock(Clock.fixed(Instant.parse("2026-11-11T11:11:00Z"), ZoneOffset.UTC), () -> nanos);
    private final DemoListener listener = new DemoListener(clock, recorder, events::add, /* min= */ 1);

    @Test
    void recordsNothingBeforeTheLoadBegins() {
        listener.onDecision(Decisions.change(0, 1, 0));

        assertThat(recorder.changes()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void showsAndRecordsChanges() {
        clock.begin();
        nanos += Duration.ofMillis(20_400).toNanos();
        listener.onDecision(Decisions.change(1, 2, 1));

        assertThat(recorder.changes()).hasSize(1);
        assertThat(events).singleElement().asString().startsWith("SCALE t=20.4s 1 -> 2, a policy wants more: latency");
    }

    @Test
    void noticesThatThePoolIsAtRest() {
        clock.begin();
        listener.onDecision(Decisions.steady(1, 1));
        assertThat(listener.rest()).isNotDone();
        listener.onDecision(Decisions.steady(2, 2));
        assertThat(listener.rest()).isNotDone();

        listener.onDecision(Decisions.steady(1, 1));

        assertThat(listener.rest()).isCompleted();
    }

    @Test
    void tellsOfOrdersThatAreNotCarriedOut() {
        listener.onOutcome(new OrderOutcome("o-1", OrderOutcome.Status.REFUSED, 0, "the pool is capped"));

        assertThat(events).containsExactly("WARN order o-1 REFUSED: the pool is capped");
    }
}
