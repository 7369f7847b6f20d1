package io.selfscale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

/** Holds the size of a state with six policies, three pools and full windows; it does not depend on the machine. */
class StateSizeTest {

    private static final int STATES = 5_000;

    private final FullScenario scenario = new FullScenario();
    private final StateCodec codec = new StateCodec(scenario.spec());
    private final String text = codec.encode(scenario.filled());

    @Test
    void oneSnapshotTakesAtMost8KiB() {
        assertThat(text.length()).isLessThanOrEqualTo(8 * 1024);
    }

    @Test
    void oneStateTakesAtMost8KiBOfHeap() {
        State[] states = new State[STATES];
        long before = used();
        long bytes;
        try {
            for (int i = 0; i < STATES; i++) {
                states[i] = codec.decode(text);
            }
            bytes = (used() - before) / STATES;
        } finally {
            Reference.reachabilityFence(states);
        }
        assertThat(bytes)
                .as("a restored state, which shares nothing with others")
                .isBetween(1L, 8L * 1024);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
