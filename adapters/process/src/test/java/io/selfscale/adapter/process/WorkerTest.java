package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-11T00:00:00Z");

    @Test
    void hasAnEndAndACauseExactlyWhenItHasEnded() {
        assertThat(new Worker("w-1", 0, 1, 1, ReplicaState.GONE, NOW, NOW, null, NOW, "scale-in", null).isReady())
                .isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worker("w-1", 0, 1, 1, ReplicaState.GONE, NOW, NOW, null, NOW, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worker("w-1", 0, 1, 1, ReplicaState.READY, NOW, NOW, NOW, NOW, "x", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worker("w-1", 0, 1, 1, ReplicaState.FAILED, NOW, null, null, null, null, null));
    }

    @Test
    void cannotBeBuiltWithoutIdentity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worker(" ", 0, 1, 1, ReplicaState.READY, NOW, NOW, NOW, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Worker("w-1", -1, 1, 1, ReplicaState.READY, NOW, NOW, NOW, null, null, null));
    }

    @Test
    void addsUpItsStartUp() {
        assertThat(new StartupTimes(Duration.ofSeconds(1), Duration.ofSeconds(2)).total())
                .isEqualTo(Duration.ofSeconds(3));
        assertThatIllegalArgumentException().isThrownBy(() -> new StartupTimes(Duration.ofSeconds(-1), Duration.ZERO));
    }
}
