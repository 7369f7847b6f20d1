package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.explain.SimulatedTarget;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.PolicyProposal;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pain 1: nobody can tell why it did, or did not, scale. Here the record of each tick is enough. */
class Pain01WhyDidItScaleTest {

    /** Reasons of a combination that leave the count as it is. */
    private static final Set<ReasonCode> HOLDS = Set.of(
            ReasonCode.STEADY,
            ReasonCode.IN_NOT_AGREED,
            ReasonCode.IN_VETOED,
            ReasonCode.OUT_VETOED,
            ReasonCode.NO_OPINION);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRecordAloneGivesTheResultOfEveryTick(long seed) throws Exception {
        int decisions = 0;
        int changes = 0;
        for (Map.Entry<String, ScalingSpec> item : Corpus.specs().entrySet()) {
            SimulatedTarget target = Corpus.play(item.getValue(), seed);
            for (Decision decision : target.decisions()) {
                String told = item.getKey() + ": " + decision.explain();
                assertThat(combined(decision))
                        .as(told)
                        .isEqualTo(decision.combination().replicas());
                assertThat(constrained(decision)).as(told).isEqualTo(decision.to());
                decisions++;
                changes += decision.from() == decision.to() ? 0 : 1;
            }
        }
        assertThat(decisions).isGreaterThan(5000);
        assertThat(changes).as("or there would be little to explain").isGreaterThan(40);
    }

    /** Out if anybody says out; in if all that have an opinion do and nobody is blind. */
    private static int combined(Decision decision) {
        int from = decision.from();
        int out = from;
        int in = -1;
        boolean holds = false;
        // Which signals are required is in the specification; of those that are, the record names the blind ones.
        boolean blind = decision.combination().reason() == ReasonCode.IN_VETOED
                && decision.combination().deciders().stream().allMatch(name -> isBlind(decision, name));
        for (PolicyProposal item : decision.proposals()) {
            if (item.proposal() instanceof Proposal.Scale scale) {
                out = Math.max(out, scale.replicas());
                in = scale.replicas() < from ? Math.max(in, scale.replicas()) : in;
                holds |= scale.replicas() == from;
            }
            holds |= item.proposal() instanceof Proposal.Hold;
            blind |= item.proposal() instanceof Proposal.Veto veto && veto.direction() == Direction.IN;
        }
        return out > from ? out : in >= 0 && !holds && !blind ? in : from;
    }

    private static boolean isBlind(Decision decision, String name) {
        return decision.seen().stream().anyMatch(state -> state.signal().name().equals(name) && state.isBlind())
                || decision.proposals().stream()
                        .anyMatch(item -> item.policy().equals(name) && item.proposal() instanceof Proposal.Veto);
    }

    /** Each constraint takes over what the one before it left. */
    private static int constrained(Decision decision) {
        int count = decision.combination().replicas();
        for (ConstraintEffect effect : decision.constraints()) {
            assertThat(effect.before()).as(decision.explain()).isEqualTo(count);
            assertThat(effect.after()).as(decision.explain()).isNotEqualTo(count);
            count = effect.after();
        }
        return count;
    }

    @Test
    void everyHoldNamesOneBindingConstraintOrOneReason() throws Exception {
        Map<ReasonCode, Integer> seen = new EnumMap<>(ReasonCode.class);
        for (ScalingSpec spec : Corpus.specs().values()) {
            for (Decision decision : Corpus.play(spec, 4).decisions()) {
                if (decision.from() != decision.to()) {
                    continue;
                }
                ConstraintEffect binding = decision.binding();
                if (binding == null) {
                    assertThat(decision.combination().reason())
                            .as(decision.explain())
                            .isIn(HOLDS);
                    assertThat(decision.reason())
                            .isEqualTo(decision.combination().reason());
                } else {
                    assertThat(binding.after()).as(decision.explain()).isEqualTo(decision.to());
                    assertThat(decision.reason()).isEqualTo(binding.reason());
                    assertThat(decision.explain()).contains("bound by " + binding.constraint());
                }
                assertThat(decision.explain().lines().filter(line -> line.contains("bound by ")))
                        .hasSize(1);
                seen.merge(decision.reason(), 1, Integer::sum);
            }
        }
        assertThat(seen)
                .as("or there would be little to tell apart")
                .containsKeys(
                        ReasonCode.STEADY,
                        ReasonCode.IN_VETOED,
                        ReasonCode.STABILIZED,
                        ReasonCode.RATE_LIMITED,
                        ReasonCode.COOLDOWN_IN,
                        ReasonCode.REVERSAL_HOLD);
    }
}
