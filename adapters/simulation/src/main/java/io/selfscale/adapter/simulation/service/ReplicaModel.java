package io.selfscale.adapter.simulation.service;

/**
 * How one replica serves: requests take a slot, are prefilled for a fixed time and then decoded together, each step slower
 * the more slots are taken (semantics section 9.7).
 *
 * <p>{@code prefill = baseSeconds + perTokenSeconds * (text + image tokens) + perImageTokenSeconds * image tokens}; with
 * {@code b} slots taken, each decoding request makes {@code 1 / (alphaSeconds + betaSeconds * b)} tokens per second.
 *
 * @param slots requests served at the same time, at least 1
 * @param baseSeconds time of any prefill, at least 0
 * @param perTokenSeconds prefill time of each prompt token, at least 0
 * @param perImageTokenSeconds time of the vision tower for each image token, at least 0
 * @param alphaSeconds time per generated token whatever the batch, positive
 * @param betaSeconds time per generated token that each request of the batch adds, at least 0
 */
public record ReplicaModel(
        int slots,
        double baseSeconds,
        double perTokenSeconds,
        double perImageTokenSeconds,
        double alphaSeconds,
        double betaSeconds) {

    /** Qwen3-VL-8B in bfloat16 on a 24 GB, 600 GB/s, 125 TFLOP/s device: arithmetic, not a measurement. */
    public static final ReplicaModel VLM_8B = new ReplicaModel(8, 0.05, 0.0003, 0.00015, 0.040, 0.001);

    /** Slots that do not disturb one another. */
    public static final ReplicaModel MGK = new ReplicaModel(4, 0.05, 0.0003, 0.00015, 0.012, 0);

    public ReplicaModel {
        if (slots < 1 || slots > 4096) {
            throw new IllegalArgumentException("slots must be in [1, 4096] but were " + slots);
        }
        requireAtLeastZero("baseSeconds", baseSeconds);
        requireAtLeastZero("perTokenSeconds", perTokenSeconds);
        requireAtLeastZero("perImageTokenSeconds", perImageTokenSeconds);
        requireAtLeastZero("betaSeconds", betaSeconds);
        requireAtLeastZero("alphaSeconds", alphaSeconds);
        if (alphaSeconds == 0) {
            throw new IllegalArgumentException("alphaSeconds must be positive but was 0");
        }
    }

    /** Returns the seconds from taking a slot to the first decoding step. */
    public double prefillSeconds(double textTokens, double imageTokens) {
        return baseSeconds + perTokenSeconds * (textTokens + imageTokens) + perImageTokenSeconds * imageTokens;
    }

    /** Returns the seconds that a slot is held while {@code batch} slots are taken throughout. */
    public double serviceSeconds(double textTokens, double imageTokens, double outputTokens, double batch) {
        return prefillSeconds(textTokens, imageTokens) + outputTokens * (alphaSeconds + betaSeconds * batch);
    }

    private static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0 but was " + value);
        }
    }
}
