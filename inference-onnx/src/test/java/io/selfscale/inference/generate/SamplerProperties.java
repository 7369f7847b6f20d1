package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SamplerProperties {

    private static float[] logits(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[size];
        for (int id = 0; id < size; id++) {
            logits[id] = (float) random.nextGaussian(0, 4);
        }
        return logits;
    }

    @Property(tries = 300)
    void whatIsDrawnIsAmongTheMostLikely(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3000) int size,
            @ForAll @IntRange(min = 1, max = 50) int k) {
        float[] logits = logits(seed, size);
        Sampling sampling = Sampling.greedy().withTemperature(2).withTopK(k).withSeed(seed);
        int token = new Sampler(sampling, size, size, new SplittableRandom(seed)).next(FloatBuffer.wrap(logits));
        long better = IntStream.range(0, size)
                .filter(id -> logits[id] > logits[token])
                .count();
        assertThat(better).isLessThan(k);
    }

    @Property(tries = 300)
    void whatIsDrawnIsWithinTheShare(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3000) int size,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        float[] logits = logits(seed, size);
        Sampling sampling = Sampling.greedy().withTemperature(1).withTopP(share).withSeed(seed);
        int token = new Sampler(sampling, size, size, new SplittableRandom(seed)).next(FloatBuffer.wrap(logits));
        double all =
                IntStream.range(0, size).mapToDouble(id -> Math.exp(logits[id])).sum();
        double better = IntStream.range(0, size)
                .filter(id -> logits[id] > logits[token])
                .mapToDouble(id -> Math.exp(logits[id]))
                .sum();
        assertThat(better / all).isLessThan(share + 1e-9);
    }

    @Property(tries = 100)
    void theSameSeedGivesTheSameAnswer(@ForAll long seed) {
        Sampling sampling = Sampling.greedy().withTemperature(1.3).withTopP(0.9).withRepetitionPenalty(1.1);
        Sampler one = new Sampler(sampling, 500, 480, new SplittableRandom(seed));
        Sampler other = new Sampler(sampling, 500, 480, new SplittableRandom(seed));
        for (int step = 0; step < 10; step++) {
            float[] logits = logits(seed + step, 500);
            assertThat(one.next(FloatBuffer.wrap(logits))).isEqualTo(other.next(FloatBuffer.wrap(logits)));
        }
    }
}
