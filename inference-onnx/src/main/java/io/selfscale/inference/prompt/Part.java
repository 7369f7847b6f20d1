package io.selfscale.inference.prompt;

/**
 * A piece of what a message says. The order of the parts is the order in the prompt; nothing is put between them.
 */
public sealed interface Part {

    /**
     * Text. It never becomes a special token, whatever it says.
     *
     * @param text the text; half a surrogate pair is read as U+FFFD
     */
    record Text(String text) implements Part {}

    /**
     * The place of an image. Its size comes beside the messages, in the order of these parts.
     *
     * @param source what names the image for who loads it and in messages of errors, such as a path
     */
    record Image(String source) implements Part {}

    /**
     * The place of a video. Its size and timestamps come beside the messages, in the order of these parts.
     *
     * @param source what names the video for who loads it and in messages of errors, such as a path
     */
    record Video(String source) implements Part {}
}
