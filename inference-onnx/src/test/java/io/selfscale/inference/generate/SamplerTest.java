package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private static final float[] LOGITS = {1, 3, 2, 3, -1};
    private static final Sampling WARM = Sampling.greedy().withTemperature(1);

    private static Sampler sampler(Sampling sampling) {
        return new Sampler(sampling, LOGITS.length, LOGITS.length, new SplittableRandom(sampling.seed()));
    }

    private static FloatBuffer row() {
        return FloatBuffer.wrap(LOGITS);
    }

    /** How often each id comes in 20,000 draws, each from a fresh sampler. */
    private static double[] shares(Sampling sampling) {
        SplittableRandom random = new SplittableRandom(7);
        double[] shares = new double[LOGITS.length];
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            shares[new Sampler(sampling, LOGITS.length, LOGITS.length, random).next(row())] += 1.0 / draws;
        }
        return shares;
    }

    @Test
    void greedyTakesTheFirstOfTheMostLikely() {
        assertThat(sampler(Sampling.greedy()).next(row())).isEqualTo(1);
    }

    @Test
    void theSharesOfDrawsAreThoseOfTheSoftmax() {
        double total = Math.exp(1) + 2 * Math.exp(3) + Math.exp(2) + Math.exp(-1);
        double[] shares = shares(WARM);
        for (int id = 0; id < LOGITS.length; id++) {
            assertThat(shares[id]).as("id %d", id).isCloseTo(Math.exp(LOGITS[id]) / total, within(0.012));
        }
    }

    @Test
    void aTemperatureBelowOneSharpensTheDraw() {
        double total = Math.exp(2) + 2 * Math.exp(6) + Math.exp(4) + Math.exp(-2);
        assertThat(shares(WARM.withTemperature(0.5))[2]).isCloseTo(Math.exp(4) / total, within(0.012));
    }

    @Test
    void topKKeepsTheMostLikelyOnly() {
        double[] shares = shares(WARM.withTopK(2));
        assertThat(shares[1]).isCloseTo(0.5, within(0.012));
        assertThat(shares[3]).isCloseTo(0.5, within(0.012));
    }

    @Test
    void topPKeepsTheFewestThatReachTheShare() {
        // The two at 3 together have 0.73 of the probability.
        double[] shares = shares(WARM.withTopP(0.7));
        assertThat(shares[1] + shares[3]).isEqualTo(1, within(1e-9));
        assertThat(shares(WARM.withTopP(0.8))[2]).isGreaterThan(0.1);
    }

    @Test
    void topPAlwaysKeepsOne() {
        assertThat(shares(WARM.withTopP(1e-9))[1]).isEqualTo(1, within(1e-9));
    }

    @Test
    void topPCountsWhatTopKLeft() {
        // Of three at 3, 3 and 2, the first two have 0.84: enough for 0.8, although they have only 0.73 of all.
        double[] shares = shares(WARM.withTopK(3).withTopP(0.8));
        assertThat(shares[2]).isZero();
    }

    @Test
    void minPDropsWhatIsFarLessLikelyThanTheFirst() {
        // exp(2 - 3) is 0.37, exp(1 - 3) is 0.14.
        double[] shares = shares(WARM.withMinP(0.3));
        assertThat(shares[2]).isGreaterThan(0.1);
        assertThat(shares[0]).isZero();
    }

    @Test
    void theRepetitionPenaltyCountsThePromptAndTheAnswer() {
        Sampler sampler = sampler(Sampling.greedy().withRepetitionPenalty(2));
        sampler.prompted(1);
        assertThat(sampler.next(row())).isEqualTo(3);
        assertThat(sampler.next(row())).as("1 and 3 are halved to 1.5").isEqualTo(2);
    }

    @Test
    void thePresencePenaltyCountsTheAnswerOnly() {
        Sampler sampler = sampler(Sampling.greedy().withPresencePenalty(1.5));
        sampler.prompted(1);
        assertThat(sampler.next(row())).isEqualTo(1);
        assertThat(sampler.next(row())).isEqualTo(3);
        assertThat(sampler.next(row())).isEqualTo(2);
    }

    @Test
    void aBiasIsAddedBeforeAnythingElse() {
        assertThat(sampler(Sampling.greedy().withLogitBias(Map.of(4, 10.0, 400, 50.0)))
                        .next(row()))
                .isEqualTo(4);
    }

    @Test
    void idsThatStandForNothingAreNeverDrawn() {
        Sampler sampler = new Sampler(WARM.withTemperature(100), LOGITS.length, 2, new SplittableRandom(1));
        for (int draw = 0; draw < 200; draw++) {
            assertThat(sampler.next(row())).isLessThan(2);
        }
    }

    @Test
    void logitsThatAreNoNumbersAreNotTaken() {
        FloatBuffer broken =
                FloatBuffer.wrap(new float[] {Float.NaN, Float.NaN, -5, Float.NaN, Float.NEGATIVE_INFINITY});
        assertThat(sampler(Sampling.greedy()).next(broken.duplicate())).isEqualTo(2);
        assertThat(sampler(WARM).next(broken.duplicate())).isEqualTo(2);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> new Sampling(Map.of(-1, Double.NaN), 0, 3, -1, -1, 0, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logitBias")
                .hasMessageContaining("repetitionPenalty")
                .hasMessageContaining("presencePenalty")
                .hasMessageContaining("temperature")
                .hasMessageContaining("topK")
                .hasMessageContaining("topP")
                .hasMessageContaining("minP");
    }
}
