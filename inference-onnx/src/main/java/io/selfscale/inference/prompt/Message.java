package io.selfscale.inference.prompt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param content what is said, in order; may be empty, for an assistant that only calls tools
 * @param reasoning what the assistant thought before it answered, or null; read by templates of Thinking models only
 * @param toolCalls calls of the assistant; printed by the template after the content
 */
public record Message(
        Role role, List<Part> content, @Nullable String reasoning, List<ToolCall> toolCalls) {

    public Message {
        content = List.copyOf(content);
        toolCalls = List.copyOf(toolCalls);
        if (role != Role.ASSISTANT && (reasoning != null || !toolCalls.isEmpty())) {
            throw new IllegalArgumentException(
                    "only an assistant has reasoning and tool calls but the role was " + role.templateName());
        }
    }

    /** A message without reasoning and tool calls. */
    public Message(Role role, List<Part> content) {
        this(role, content, null, List.of());
    }

    /** A message of text alone. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    /** What a template may treat as a plain string: no parts, one text, or the result of a tool. */
    Optional<String> plainText() {
        if (content.isEmpty()) {
            return Optional.of("");
        }
        if (role == Role.TOOL) {
            return Optional.of(text());
        }
        return content.size() == 1 && content.get(0) instanceof Part.Text only
                ? Optional.of(only.text())
                : Optional.empty();
    }

    /** The text of all text parts, with nothing between. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Part part : content) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }
}
