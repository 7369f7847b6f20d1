package io.selfscale.inference.prompt;

/** What becomes of the start and end token that a chat template puts around a video. */
public enum VideoForm {
    /** They stay around the whole video: Hugging Face transformers since 5.10. */
    OUTER_PAIR_KEPT,
    /** They give way to those of the frame pairs: Hugging Face transformers before 5.10. */
    OUTER_PAIR_REPLACED
}
