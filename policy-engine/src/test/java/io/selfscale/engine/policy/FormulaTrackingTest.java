package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTrackingTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal RATE = Signal.total("arrivals", "requests/s");
    private static final Signal LATENCY = Signal.duration("latency");

    private static final FormulaTracking BOTH =
            FormulaTracking.averageValue("both", "max(queue_length, arrivals * 2)", 5, QUEUE, RATE);

    private static TimedView seeing(double queue, double rate) {
        return TimedView.at("2026-11-11T00:00:00Z").seeing(Map.of(QUEUE, Sample.of(queue), RATE, Sample.of(rate)));
    }

    /** There are 4 replicas, and the target is 5 each. */
    @ParameterizedTest(name = "queue {0}, rate {1}: {2}")
    @CsvSource({"40, 1, 8", "1, 20, 8", "0, 0, 0", "41, 1, 9", "1e300, 1, 2147483647"})
    void theCompositeIsDividedByItsTarget(double queue, double rate, int replicas) {
        assertThat(BOTH.propose(seeing(queue, rate))).isInstanceOfSatisfying(Proposal.Scale.class, scale -> {
            assertThat(scale.replicas()).isEqualTo(replicas);
            assertThat(scale.reason()).isEqualTo(ReasonCode.PROPORTIONAL);
        });
    }

    @Test
    void theToleranceOfTheAutoscalerApplies() {
        assertThat(BOTH.propose(seeing(22, 1)).reason()).isEqualTo(ReasonCode.WITHIN_TOLERANCE);
        assertThat(BOTH.propose(seeing(22.1, 1))).isInstanceOf(Proposal.Scale.class);
    }

    @Test
    void aValueIsBroughtToItsTargetInProportion() {
        FormulaTracking value = FormulaTracking.value("load", "queue_length / arrivals", 2, QUEUE, RATE);
        assertThat(((Proposal.Scale) value.propose(seeing(30, 10))).replicas()).isEqualTo(6);
    }

    @Test
    void replicasAreExplicitSoThatNoToleranceApplies() {
        FormulaTracking replicas =
                FormulaTracking.replicas("own", "latency > 0.5 ? queue_length / 10 : 2", QUEUE, LATENCY);
        TimedView slow =
                TimedView.at("2026-11-11T00:00:00Z").seeing(Map.of(QUEUE, Sample.of(41), LATENCY, Sample.of(0.6)));
        assertThat(((Proposal.Scale) replicas.propose(slow)).replicas()).isEqualTo(5);
        assertThat(((Proposal.Scale) replicas.propose(slow.requested(50))).replicas())
                .isEqualTo(5);
    }

    @Test
    void withoutAnOutcomeScaleInIsForbidden() {
        assertThat(BOTH.propose(TimedView.at("2026-11-11T00:00:00Z").seeing(QUEUE, 3)))
                .isInstanceOfSatisfying(Proposal.Veto.class, veto -> {
                    assertThat(veto.direction()).isEqualTo(Direction.IN);
                    assertThat(veto.reason()).isEqualTo(ReasonCode.SIGNAL_ABSENT);
                    assertThat(veto.detail()).isEqualTo("arrivals is no source");
                });
        FormulaTracking ratio = FormulaTracking.value("load", "queue_length / arrivals", 2, QUEUE, RATE);
        assertThat(ratio.propose(seeing(3, 0))).isInstanceOf(Proposal.Veto.class);
        FormulaTracking negative = FormulaTracking.replicas("difference", "queue_length - arrivals", QUEUE, RATE);
        assertThat(negative.propose(seeing(3, 4)))
                .isInstanceOfSatisfying(
                        Proposal.Veto.class,
                        veto -> assertThat(veto.detail()).isEqualTo("'queue_length - arrivals' is negative: -1.0"));
    }

    @Test
    void aDefaultStandsInForAnAbsentInput() {
        FormulaTracking sum = FormulaTracking.averageValue("sum", "queue_length ?? 10 + arrivals ?? 5", 5, QUEUE, RATE);
        TimedView nothing = TimedView.at("2026-11-11T00:00:00Z").requested(9);
        assertThat(((Proposal.Scale) sum.propose(nothing)).replicas()).isEqualTo(3);
        TimedView stale =
                nothing.seeing(Map.of(QUEUE, new Sample.Stale(1000, Duration.ofMinutes(5)), RATE, Sample.of(30)));
        assertThat(((Proposal.Scale) sum.propose(stale)).replicas()).isEqualTo(8);
    }

    @Test
    void decidesWithTheOthers() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 40))
                .signal(QUEUE)
                .signal(RATE)
                .policy(BOTH.every(Duration.ZERO))
                .build();
        Rehearsal target = new Rehearsal(spec).ready(3).read(QUEUE, 40).read(RATE, 3);
        Decision decision = target.tick();
        assertThat(decision.to()).isEqualTo(8);
        assertThat(decision.explain()).contains("formula max(queue_length, arrivals * 2) 40 units target 5 units");
        target.read(QUEUE, Reading.absent("down")).read(RATE, 0);
        assertThat(target.tick().to()).isEqualTo(8);
    }

    @Test
    void inputsAndSignalsMustMatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaTracking.replicas("f", "queue_length + rate", QUEUE))
                .withMessage("every input of formula 'queue_length + rate' must be a signal but rate is none of"
                        + " [queue_length]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaTracking.replicas("f", "queue_length", QUEUE, RATE))
                .withMessageContaining("but arrivals does not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaTracking.averageValue("f", "queue_length", 0, QUEUE))
                .withMessageContaining("must be at least 0.001 but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaTracking.replicas("f", "queue_length +", QUEUE))
                .withMessageContaining("at column 15");
    }
}
