package io.selfscale.inference.generate;

import io.selfscale.inference.checkpoint.GenerationConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the next token is chosen from the logits. Applied in the order of the fields: bias, penalties, temperature, then
 * the three cuts, then the draw, as the common engines do.
 *
 * @param logitBias added to the logits of these ids; a finite number each
 * @param repetitionPenalty divides the logits above 0, and multiplies those below, of every token of the prompt or the
 *     answer so far; above 0, 1 for none
 * @param presencePenalty taken from the logits of every token of the answer so far; in [-2, 2], 0 for none
 * @param temperature divides the logits; 0 takes the most likely token and draws nothing
 * @param topK how many of the most likely tokens take part; 0 for all
 * @param topP the share of probability that the most likely tokens together must reach; in (0, 1], 1 for all
 * @param minP the least probability, as a share of that of the most likely token; in [0, 1], 0 for all
 * @param seed where the random numbers begin: the same seed, prompt and model give the same answer
 */
public record Sampling(
        Map<Integer, Double> logitBias,
        double repetitionPenalty,
        double presencePenalty,
        double temperature,
        int topK,
        double topP,
        double minP,
        long seed) {

    private static final double MAX_PRESENCE_PENALTY = 2;

    public Sampling {
        logitBias = Map.copyOf(logitBias);
        List<String> problems = new ArrayList<>();
        logitBias.forEach((id, bias) -> {
            if (id < 0 || !Double.isFinite(bias)) {
                problems.add("logitBias must give a finite number to an id from 0 but gives " + bias + " to " + id);
            }
        });
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "repetitionPenalty must be above 0 but was " + repetitionPenalty,
                problems);
        require(
                Math.abs(presencePenalty) <= MAX_PRESENCE_PENALTY,
                "presencePenalty must be in [-2, 2] but was " + presencePenalty,
                problems);
        require(
                temperature >= 0 && Double.isFinite(temperature),
                "temperature must be at least 0 but was " + temperature,
                problems);
        require(topK >= 0, "topK must be at least 0 but was " + topK, problems);
        require(topP > 0 && topP <= 1, "topP must be in (0, 1] but was " + topP, problems);
        require(minP >= 0 && minP <= 1, "minP must be in [0, 1] but was " + minP, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    /** The most likely token each time. */
    public static Sampling greedy() {
        return new Sampling(Map.of(), 1, 0, 0, 0, 1, 0, 0);
    }

    /** What the checkpoint asks for. */
    public static Sampling from(GenerationConfig config, long seed) {
        return config.sample()
                ? new Sampling(
                        Map.of(),
                        config.repetitionPenalty(),
                        0,
                        config.temperature(),
                        config.topK(),
                        config.topP(),
                        0,
                        seed)
                : new Sampling(Map.of(), config.repetitionPenalty(), 0, 0, 0, 1, 0, seed);
    }

    /** Whether the {@code count} largest logits are all that is needed to choose. */
    boolean needsOnly(int count) {
        boolean untouched = logitBias.isEmpty() && repetitionPenalty == 1 && presencePenalty == 0;
        return untouched && (temperature == 0 ? count > 0 : topK > 0 && topK <= count);
    }

    public Sampling withTemperature(double value) {
        return new Sampling(logitBias, repetitionPenalty, presencePenalty, value, topK, topP, minP, seed);
    }

    public Sampling withTopK(int value) {
        return new Sampling(logitBias, repetitionPenalty, presencePenalty, temperature, value, topP, minP, seed);
    }

    public Sampling withTopP(double value) {
        return new Sampling(logitBias, repetitionPenalty, presencePenalty, temperature, topK, value, minP, seed);
    }

    public Sampling withMinP(double value) {
        return new Sampling(logitBias, repetitionPenalty, presencePenalty, temperature, topK, topP, value, seed);
    }

    public Sampling withRepetitionPenalty(double value) {
        return new Sampling(logitBias, value, presencePenalty, temperature, topK, topP, minP, seed);
    }

    public Sampling withPresencePenalty(double value) {
        return new Sampling(logitBias, repetitionPenalty, value, temperature, topK, topP, minP, seed);
    }

    public Sampling withLogitBias(Map<Integer, Double> value) {
        return new Sampling(value, repetitionPenalty, presencePenalty, temperature, topK, topP, minP, seed);
    }

    public Sampling withSeed(long value) {
        return new Sampling(logitBias, repetitionPenalty, presencePenalty, temperature, topK, topP, minP, value);
    }
}
