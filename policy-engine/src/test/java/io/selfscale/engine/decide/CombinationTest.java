package io.selfscale.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.spec.CombinationRule;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationTest {

    private static final Signal A = Signal.total("a", "replicas");
    private static final Signal B = Signal.total("b", "replicas");
    private static final Signal C = Signal.total("c", "replicas");

    private static Decision decide(CombinationRule rule, double a, double b, double c) {
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 50));
        for (Signal signal : List.of(A, B, C)) {
            builder.signal(SignalSpec.optional(signal)).policy(new RequestedBy(signal.name(), signal));
        }
        return new World(builder.pool(PoolSpec.of("p")).combination(rule).build())
                .add("p", 10)
                .read(A, a)
                .read(B, b)
                .read(C, c)
                .tick();
    }

    @ParameterizedTest
    @CsvSource({"12, 5, 20, 20", "5, 6, 7, 7", "5, 6, 10, 10", "10, 10, 10, 10"})
    void anyOutAllIn(int a, int b, int c, int wanted) {
        assertThat(decide(new CombinationRule.AnyOutAllIn(), a, b, c).to()).isEqualTo(wanted);
        assertThat(decide(new CombinationRule.Largest(), a, b, c).to()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"12, 5, 20, 5", "5, 10, 7, 10"})
    void priorityLetsTheFirstDecide(int a, int b, int c, int wanted) {
        Decision decision = decide(new CombinationRule.Priority(List.of("b")), a, b, c);
        assertThat(decision.to()).isEqualTo(wanted);
        assertThat(decision.combination().deciders()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "12, 14, 5, 12", // out: two of three; between 12 and 14 the nearer one
        "12, 5, 5, 5",
        "12, 10, 5, 10", // no majority either way
        "30, 14, 12, 14"
    })
    void weightedVoteTakesTheMedianOfTheMajority(int a, int b, int c, int wanted) {
        assertThat(decide(new CombinationRule.WeightedVote(Map.of(), 0.6), a, b, c)
                        .to())
                .isEqualTo(wanted);
    }

    @Test
    void weightsCount() {
        CombinationRule vote = new CombinationRule.WeightedVote(Map.of("a", 5.0), 0.6);
        Decision decision = decide(vote, 12, 5, 5);
        assertThat(decision.to()).isEqualTo(12);
        assertThat(decision.combination().reason()).isEqualTo(ReasonCode.WEIGHTED_VOTE);
    }

    @Test
    void aBlindPolicyVetoesScaleInUnderEveryRule() {
        for (CombinationRule rule : List.of(
                new CombinationRule.AnyOutAllIn(),
                new CombinationRule.Largest(),
                new CombinationRule.Priority(List.of("b", "a")),
                new CombinationRule.WeightedVote(Map.of("a", 5.0), 0.6))) {
            Decision decision = decide(rule, 5, 5, Double.NaN);
            assertThat(decision.to()).as("%s", rule).isEqualTo(10);
            assertThat(decision.combination().reason()).isEqualTo(ReasonCode.IN_VETOED);
            assertThat(decide(rule, 15, 15, Double.NaN).to()).as("%s", rule).isEqualTo(15);
        }
    }

    @Test
    void namesOfPoliciesThatAreNotThereAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decide(new CombinationRule.Priority(List.of("d")), 1, 1, 1))
                .withMessageContaining("the priority names policy d, which is not there; there is [a, b, c]");
    }
}
