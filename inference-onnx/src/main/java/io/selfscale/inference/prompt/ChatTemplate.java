package io.selfscale.inference.prompt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Prints a conversation in the form that a model was trained on. Immutable; may be used by several threads at once.
 */
public final class ChatTemplate {

    /** SHA-256 of the template of the Qwen3-VL Instruct checkpoints, without a line break at its end. */
    private static final String INSTRUCT = "f341ea263dc469b9919e3db1ca837a87deff93cea78962edecd435a3a6c18332";

    /** Prints messages that have been checked. */
    interface Renderer {
        RenderedPrompt render(List<Message> messages, ChatOptions options);
    }

    private final Renderer renderer;

    private ChatTemplate(Renderer renderer) {
        this.renderer = renderer;
    }

    /**
     * A template. The one of the Instruct checkpoints is known and printed by code of its own; any other goes through the
     * template engine {@code com.hubspot.jinjava:jinjava}, which then must be on the class path.
     *
     * @param template the Jinja text of {@code chat_template}, as Hugging Face transformers would read it
     * @param added the tokens of the tokenizer, see {@link Tokenizer#addedTokens}
     * @return the template
     * @throws PromptException if the template is not understood, or needs the engine and it is absent
     */
    public static ChatTemplate of(String template, List<AddedToken> added) {
        // As Jinja does by default, and as files written by an editor need.
        String text = template.endsWith("\n") ? template.substring(0, template.length() - 1) : template;
        return sha256(text).equals(INSTRUCT) ? ofInstruct(text, added) : ofEngine(text, added);
    }

    /** The same through the code for the Instruct checkpoints; of the template, only its wording around tools is read. */
    static ChatTemplate ofInstruct(String template, List<AddedToken> added) {
        return new ChatTemplate(new InstructTemplate(template, added));
    }

    /** The same through the template engine, whatever the template is. */
    static ChatTemplate ofEngine(String template, List<AddedToken> added) {
        return new ChatTemplate(engine(template, added));
    }

    private static Renderer engine(String template, List<AddedToken> added) {
        try {
            return new JinjaTemplate(template, added);
        } catch (NoClassDefFoundError e) {
            throw new PromptException(
                    "chat template: it is not the one of the Qwen3-VL Instruct checkpoints, so a template engine must"
                            + " print it, and there is none on the class path; add the dependency"
                            + " com.hubspot.jinjava:jinjava:2.8.3",
                    e);
        }
    }

    /**
     * Prints a conversation.
     *
     * @param messages the conversation, at least one message
     * @param options what the template is told beside it
     * @return the prompt, with one placeholder for each image and video
     * @throws PromptException if there is no message, a tool is not JSON, or the template refuses the conversation
     */
    public RenderedPrompt render(List<Message> messages, ChatOptions options) {
        if (messages.isEmpty()) {
            throw new PromptException("the conversation: expected at least one message, found none");
        }
        return renderer.render(messages, options);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
