package io.selfscale.inference.prompt;

import java.util.List;

/**
 * What a chat template is told beside the messages.
 *
 * @param tools the tools that may be called, each a JSON object as text
 * @param generationPrompt whether the prompt ends with the start of an assistant's turn, which is what an answer needs
 * @param visionIds whether "Picture 1: " and "Video 1: " stand before the images and videos
 */
public record ChatOptions(List<String> tools, boolean generationPrompt, boolean visionIds) {

    public ChatOptions {
        tools = List.copyOf(tools);
    }

    /** No tools, an answer is wanted, images are not numbered. */
    public static ChatOptions defaults() {
        return new ChatOptions(List.of(), true, false);
    }
}
