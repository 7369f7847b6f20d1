package io.selfscale.inference.generate;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Chooses the tokens of one answer, one after the other. Holds its arrays from the start and allocates nothing per
 * token. Not safe for concurrent use.
 */
final class Sampler {

    /** How many candidates are looked at first when there is no limit but a share of probability. */
    private static final int FIRST_CANDIDATES = 256;

    private final Sampling sampling;
    private final RandomGenerator random;
    private final int selectable;
    private final float[] logits;
    private final BitSet seen = new BitSet();
    private final BitSet answered = new BitSet();
    private final int[] biased;
    private final float[] bias;
    private final Candidates candidates;

    /**
     * @param sampling how to choose
     * @param vocabulary the length of a row of logits
     * @param selectable ids from here on stand for nothing and are never drawn
     * @param random draws; not used without a temperature
     */
    Sampler(Sampling sampling, int vocabulary, int selectable, RandomGenerator random) {
        this.sampling = sampling;
        this.random = random;
        this.selectable = Math.min(selectable, vocabulary);
        this.logits = new float[vocabulary];
        this.biased = sampling.logitBias().keySet().stream()
                .filter(id -> id < vocabulary)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
        this.bias = new float[biased.length];
        Map<Integer, Double> biases = sampling.logitBias();
        for (int index = 0; index < biased.length; index++) {
            bias[index] = biases.getOrDefault(biased[index], 0.0).floatValue();
        }
        this.candidates = new Candidates(vocabulary);
    }

    /** Notes a token of the prompt, which the repetition penalty counts. */
    void prompted(int token) {
        seen.set(token);
    }

    /**
     * Chooses the next token, and notes it.
     *
     * @param row the logits, one for each id of the vocabulary, from its position on; the position is not moved
     * @return an id
     */
    int next(FloatBuffer row) {
        row.get(row.position(), logits);
        for (int index = 0; index < biased.length; index++) {
            logits[biased[index]] += bias[index];
        }
        penalize();
        int token = sampling.temperature() == 0 ? mostLikely() : draw();
        seen.set(token);
        answered.set(token);
        return token;
    }

    /**
     * Chooses the next token among those with the largest logits, and notes it. Only for a sampling that {@linkplain
     * Sampling#needsOnly needs no others}.
     *
     * @param largest logits, falling
     * @param ids whose they are
     */
    int next(FloatBuffer largest, LongBuffer ids) {
        int token;
        if (sampling.temperature() == 0) {
            token = Math.toIntExact(ids.get(ids.position()));
        } else {
            candidates.take(largest, ids, selectable, sampling.topK());
            token = drawAmong(candidates.totalWeight(candidates.logit(0), 1 / sampling.temperature()));
        }
        seen.set(token);
        answered.set(token);
        return token;
    }

    private int drawAmong(double total) {
        double heat = 1 / sampling.temperature();
        double top = candidates.logit(0);
        int kept = candidates.cut(top, heat, total, sampling.topP(), sampling.minP());
        return candidates.draw(kept, top, heat, random.nextDouble());
    }

    private void penalize() {
        float repetition = (float) sampling.repetitionPenalty();
        if (repetition != 1) {
            for (int id = seen.nextSetBit(0); id >= 0 && id < logits.length; id = seen.nextSetBit(id + 1)) {
                logits[id] = logits[id] > 0 ? logits[id] / repetition : logits[id] * repetition;
            }
        }
        float presence = (float) sampling.presencePenalty();
        if (presence != 0) {
            for (int id = answered.nextSetBit(0); id >= 0 && id < logits.length; id = answered.nextSetBit(id + 1)) {
                logits[id] -= presence;
            }
        }
    }

    /** The first of the most likely; NaN is never taken unless there is nothing else. */
    private int mostLikely() {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < logits.length; id++) {
            if (logits[id] > most) {
                most = logits[id];
                best = id;
            }
        }
        return best;
    }

    private int draw() {
        int limit = sampling.topK() == 0 ? selectable : Math.min(sampling.topK(), selectable);
        double heat = 1 / sampling.temperature();
        boolean all = limit == selectable;
        int count = all && sampling.topP() < 1 ? Math.min(FIRST_CANDIDATES, limit) : limit;
        double total = Double.NaN;
        while (true) {
            candidates.select(logits, selectable, count);
            double top = candidates.logit(0);
            if (Double.isNaN(total)) {
                // The share is one of all that take part, not only of those that were looked at.
                total = all ? totalWeight(top, heat) : candidates.totalWeight(top, heat);
            }
            int kept = candidates.cut(top, heat, total, sampling.topP(), sampling.minP());
            if (kept < count || count == limit) {
                return candidates.draw(kept, top, heat, random.nextDouble());
            }
            count = Math.min(limit, count * 4);
        }
    }

    private double totalWeight(double top, double heat) {
        double sum = 0;
        for (int id = 0; id < selectable; id++) {
            sum += Candidates.weight(logits[id], top, heat);
        }
        return sum;
    }

    /** The most likely ids, in falling order. */
    private static final class Candidates {

        private final long[] ordered;
        private int size;

        Candidates(int vocabulary) {
            ordered = new long[vocabulary];
        }

        /** Finds the {@code count} largest of the first {@code selectable} logits: a heap of the smallest on top. */
        void select(float[] logits, int selectable, int count) {
            size = count;
            for (int id = 0; id < count; id++) {
                ordered[id] = key(logits[id], id);
            }
            if (count < selectable) {
                for (int index = count / 2 - 1; index >= 0; index--) {
                    sink(index);
                }
                for (int id = count; id < selectable; id++) {
                    long key = key(logits[id], id);
                    if (key > ordered[0]) {
                        ordered[0] = key;
                        sink(0);
                    }
                }
            }
            Arrays.sort(ordered, 0, count);
        }

        /** Takes the first {@code count} of what is ordered already and may be drawn; the first in any case. */
        void take(FloatBuffer largest, LongBuffer ids, int selectable, int count) {
            size = 0;
            int start = largest.position();
            for (int index = 0; index < largest.remaining() && size < count; index++) {
                int id = Math.toIntExact(ids.get(ids.position() + index));
                if (id < selectable) {
                    ordered[size++] = key(largest.get(start + index), id);
                }
            }
            if (size == 0) {
                ordered[size++] = key(largest.get(start), Math.toIntExact(ids.get(ids.position())));
            }
            Arrays.sort(ordered, 0, size);
        }

        /** How many of the selected stay after the cuts; at least one. */
        int cut(double top, double heat, double total, double topP, double minP) {
            double sum = 0;
            int kept = 0;
            while (kept < size) {
                double weight = weight(logit(kept), top, heat);
                // The weight of the most likely is 1.
                if (kept > 0 && (sum >= topP * total || weight < minP)) {
                    break;
                }
                sum += weight;
                kept++;
            }
            return kept;
        }

        int draw(int kept, double top, double heat, double chance) {
            double sum = 0;
            for (int index = 0; index < kept; index++) {
                sum += weight(logit(index), top, heat);
            }
            double rest = chance * sum;
            for (int index = 0; index < kept - 1; index++) {
                rest -= weight(logit(index), top, heat);
                if (rest < 0) {
                    return id(index);
                }
            }
            return id(kept - 1);
        }

        double totalWeight(double top, double heat) {
            double sum = 0;
            for (int index = 0; index < size; index++) {
                sum += weight(logit(index), top, heat);
            }
            return sum;
        }

        static double weight(double logit, double top, double heat) {
            return Double.isNaN(logit) ? 0 : Math.exp((logit - top) * heat);
        }

        double logit(int rank) {
            int bits = (int) (ordered[size - 1 - rank] >> 32);
            return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
        }

        int id(int rank) {
            return ~(int) ordered[size - 1 - rank];
        }

        /** Orders as the logit does, and equal ones by the id, the lower first. NaN comes last. */
        private static long key(float logit, int id) {
            int bits = Float.floatToRawIntBits(Float.isNaN(logit) ? Float.NEGATIVE_INFINITY : logit);
            int rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
            return ((long) rising << 32) | (~id & 0xFFFF_FFFFL);
        }

        private void sink(int start) {
            long key = ordered[start];
            int index = start;
            for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
                if (child + 1 < size && ordered[child + 1] < ordered[child]) {
                    child++;
                }
                if (ordered[child] >= key) {
                    break;
                }
                ordered[index] = ordered[child];
                index = child;
            }
            ordered[index] = key;
        }
    }
}
