package io.selfscale.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Comparator;
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

    @Property(tries = 300)
    void theLargestLogitsAreEnoughWhereNoOthersAreNeeded(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 3000) int size,
            @ForAll @IntRange(min = 0, max = 30) int k) {
        float[] logits = logits(seed, size);
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -logits[id]))
                .mapToInt(Integer::intValue)
                .toArray();
        int count = Math.min(40, size);
        FloatBuffer largest = FloatBuffer.allocate(count);
        LongBuffer ids = LongBuffer.allocate(count);
        for (int rank = 0; rank < count; rank++) {
            largest.put(logits[order[rank]]);
            ids.put(order[rank]);
        }
        // Without a temperature the most likely is taken, whatever the other numbers say.
        Sampling sampling = Sampling.greedy()
                .withTemperature(k == 0 ? 0 : 1.5)
                .withTopK(k)
                .withTopP(0.8)
                .withMinP(0.01);
        assertThat(sampling.needsOnly(count)).isEqualTo(k <= count);
        if (sampling.needsOnly(count)) {
            Sampler all = new Sampler(sampling, size, size, new SplittableRandom(seed));
            Sampler few = new Sampler(sampling, size, size, new SplittableRandom(seed));
            for (int step = 0; step < 5; step++) {
                assertThat(few.next(largest.clear(), ids.clear())).isEqualTo(all.next(FloatBuffer.wrap(logits)));
            }
        }
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
