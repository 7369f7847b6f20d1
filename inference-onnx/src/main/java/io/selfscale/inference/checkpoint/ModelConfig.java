package io.selfscale.inference.checkpoint;

/**
 * What {@code config.json} says about a model.
 *
 * @param text the text decoder
 * @param vision the vision tower
 * @param imageTokenId the id that stands for one merged patch of an image
 * @param videoTokenId the id that stands for one merged patch of a video
 * @param visionStartTokenId the id before an image or a frame pair
 * @param visionEndTokenId the id after it
 * @param tiedEmbeddings whether the head is the embedding matrix
 */
public record ModelConfig(
        TextConfig text,
        VisionConfig vision,
        int imageTokenId,
        int videoTokenId,
        int visionStartTokenId,
        int visionEndTokenId,
        boolean tiedEmbeddings) {}
