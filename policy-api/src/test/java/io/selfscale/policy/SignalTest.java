package io.selfscale.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    @Test
    void factoriesGiveKindAndUnit() {
        assertThat(Signal.total("queue_length", "requests"))
                .isEqualTo(new Signal("queue_length", SignalKind.TOTAL, "requests"));
        assertThat(Signal.perReplica("connections", "connections"))
                .isEqualTo(new Signal("connections", SignalKind.PER_REPLICA, "connections"));
        assertThat(Signal.ratio("gpu_utilization")).isEqualTo(new Signal("gpu_utilization", SignalKind.RATIO, "1"));
        assertThat(Signal.duration("latency")).isEqualTo(new Signal("latency", SignalKind.DURATION, "s"));
    }

    @Test
    void isItsNameInText() {
        assertThat(Signal.ratio("gpu_utilization")).hasToString("gpu_utilization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "gpu_utilization", "http.server.requests", "p95", "queue_2.length", "a_1"})
    void acceptsWordsJoinedByUnderscoresAndDots(String name) {
        assertThat(Signal.ratio(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "GPU", "gpu utilization", "_a", "a_", "a__b", "1a", "a-b", "a.", "é", "a\n"})
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signal.ratio(name))
                .withMessageContaining("gpu_utilization")
                .withMessageEndingWith("'" + name + "'");
    }

    @Test
    void needsAUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signal.total("queue_length", " "))
                .withMessageContaining("queue_length");
    }

    @Test
    void onlyWhatHalvesWithTwiceTheReplicasIsProportional() {
        assertThat(SignalKind.RATIO.isProportional()).isTrue();
        assertThat(SignalKind.PER_REPLICA.isProportional()).isTrue();
        assertThat(SignalKind.TOTAL.isProportional()).isFalse();
        assertThat(SignalKind.DURATION.isProportional()).isFalse();
    }

    @Test
    void aWindowOfASignalIsPositive() {
        Signal signal = Signal.ratio("gpu_utilization");

        assertThatIllegalArgumentException().isThrownBy(() -> new SignalWindow(signal, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalWindow(signal, Duration.ofSeconds(-1)))
                .withMessageContaining("gpu_utilization");
    }
}
