package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.keda.MetricFallback.Behavior;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy by itself; through the whole decision it is in {@code Pain03FallbackDoesNotOscillateTest}. */
class FallbackTest {

    private static final Signal LOAD = Signal.total("load", "requests");
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final Fallback POLICY = Fallback.to(10, LOAD).after(Duration.ofSeconds(180), Duration.ofSeconds(60));

    private static TimedView view(int seconds, boolean good) {
        TimedView view = TimedView.at(START.plusSeconds(seconds)).requested(6);
        return good ? view.seeing(LOAD, 3) : view.seeing(Map.of(LOAD, Sample.absent("gone")));
    }

    @Test
    void countsWhenTheSignalHasFailedForLongEnoughAndUntilItHasBeenGoodForLongEnough() {
        Fallback.Memory memory = POLICY.initialMemory();
        for (int second = 0; second <= 600; second++) {
            boolean good = second < 100 || second >= 400;
            PolicyResult<Fallback.Memory> result = POLICY.propose(view(second, good), memory);
            memory = result.memory();
            boolean counts = second >= 100 + 180 && second < 400 + 60;
            assertThat(result.proposal() instanceof Proposal.Bounds)
                    .as("at %s", second)
                    .isEqualTo(counts);
            assertThat(result.proposal() instanceof Proposal.Veto)
                    .as("blocks scale-in at %s", second)
                    .isEqualTo(!good && !counts);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STATIC, 10",
        "CURRENT_REPLICAS, 6",
        "CURRENT_REPLICAS_IF_HIGHER, 10",
        "CURRENT_REPLICAS_IF_LOWER, 6",
    })
    void thePresentNumberEntersByBehavior(Behavior behavior, int floor) {
        Fallback.Memory memory = new Fallback.Memory(true, true, 0);

        Proposal proposal = POLICY.by(behavior).propose(view(0, false), memory).proposal();

        assertThat(proposal).isEqualTo(Proposal.floor(floor, ReasonCode.FALLBACK, "load has failed"));
    }

    @Test
    void itsMemorySurvivesARestart() {
        Fallback.Memory memory = new Fallback.Memory(true, false, 12345678901L);

        assertThat(FallbackCodec.INSTANCE.decode(1, FallbackCodec.INSTANCE.encode(memory)))
                .isEqualTo(memory);
        for (String wrong : new String[] {"", "true false", "true maybe 1", "true true x"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FallbackCodec.INSTANCE.decode(1, wrong));
        }
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fallback.to(-1, LOAD))
                .withMessage("fallback replicas must be at least 0 but were -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.after(Duration.ofSeconds(-1), Duration.ZERO))
                .withMessageContaining("must not be negative");
    }
}
