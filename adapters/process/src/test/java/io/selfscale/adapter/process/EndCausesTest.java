package io.selfscale.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.policy.ReplicaState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndCausesTest {

    @Test
    void tellsSignalsFromExitCodes() {
        assertThat(EndCauses.crashed(137, ReplicaState.READY)).isEqualTo("crashed: exit code 137 (signal 9)");
        assertThat(EndCauses.crashed(128, ReplicaState.READY)).isEqualTo("crashed: exit code 128");
        assertThat(EndCauses.crashed(255, ReplicaState.READY)).isEqualTo("crashed: exit code 255");
        assertThat(EndCauses.crashed(0, ReplicaState.READY)).isEqualTo("crashed: exit code 0");
    }

    @Test
    void tellsAProgramThatWentAwayFromOneThatCrashed() {
        assertThat(EndCauses.crashed(127, ReplicaState.STARTING))
                .isEqualTo("could not be started: exit code 127, command not found");
        assertThat(EndCauses.crashed(126, ReplicaState.STARTING))
                .isEqualTo("could not be started: exit code 126, command not executable");
        assertThat(EndCauses.crashed(127, ReplicaState.READY)).isEqualTo("crashed: exit code 127");
    }

    @Test
    void printsSecondsWithoutASuperfluousFraction() {
        assertThat(EndCauses.seconds(Duration.ofSeconds(20))).isEqualTo("20 s");
        assertThat(EndCauses.seconds(Duration.ofSeconds(100))).isEqualTo("100 s");
        assertThat(EndCauses.seconds(Duration.ofMillis(250))).isEqualTo("0.25 s");
    }
}
