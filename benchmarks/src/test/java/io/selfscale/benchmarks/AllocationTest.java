package io.selfscale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.feed.FeedRecorder;
import io.selfscale.engine.state.State;
import io.selfscale.policy.Observation;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Holds the allocation bars; allocation, unlike time, does not depend on the machine. */
class AllocationTest {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated(Runnable code) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        code.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void oneDecisionAllocatesAtMost16KiB() {
        FoundingScenario scenario = new FoundingScenario();
        State[] state = {scenario.filled()};
        Observation[] observations = new Observation[600];
        for (int i = 0; i < observations.length; i++) {
            observations[i] = scenario.at(31 * 60 + 1 + i);
        }
        long bytes = allocated(() -> {
            for (Observation observation : observations) {
                state[0] =
                        Decider.decide(scenario.spec(), state[0], observation).state();
            }
        });
        assertThat(bytes / observations.length).isBetween(1L, 16L * 1024);
    }

    @Test
    void recordingAValueAllocatesNothing() {
        FeedRecorder recorder = new FeedRecorder();
        recorder.record(0.5);
        long bytes = allocated(() -> {
            for (int i = 0; i < 1_000_000; i++) {
                recorder.record(0.001 * i);
            }
        });
        assertThat(bytes)
                .as("a million values; the measurement itself allocates a little")
                .isLessThan(10_000);
    }
}
