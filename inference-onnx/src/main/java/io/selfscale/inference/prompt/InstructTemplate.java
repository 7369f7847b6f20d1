package io.selfscale.inference.prompt;

import java.util.List;

/**
 * The template of the Qwen3-VL Instruct checkpoints, in code: the same text as the Jinja template gives, much faster.
 * As there, only the first message can be a system message, and images and videos outside of user turns are left out.
 */
final class InstructTemplate implements ChatTemplate.Renderer {

    private final List<AddedToken> added;
    private final String beforeTools;
    private final String afterTools;

    /** @param template the template itself, of which the wording around the tools is taken */
    InstructTemplate(String template, List<AddedToken> added) {
        this.added = List.copyOf(added);
        this.beforeTools = literal(template, "# Tools");
        this.afterTools = literal(template, "\\n</tools>");
    }

    /** The string literal of a template that begins in a certain way. */
    private static String literal(String template, String start) {
        int from = template.indexOf('"' + start) + 1;
        int to = template.indexOf("\" }}", from);
        return template.substring(from, to).replace("\\n", "\n").replace("\\\"", "\"");
    }

    @Override
    public RenderedPrompt render(List<Message> messages, ChatOptions options) {
        RenderedPrompt.Builder out = new RenderedPrompt.Builder(added);
        head(messages.get(0), options, out);
        int images = 0;
        int videos = 0;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            switch (message.role()) {
                case SYSTEM -> {
                    // The head has printed the first one; the template drops others.
                }
                case USER -> {
                    out.template("<|im_start|>user\n");
                    for (Part part : message.content()) {
                        if (part instanceof Part.Text text) {
                            out.data(text.text());
                        } else if (part instanceof Part.Image) {
                            images++;
                            out.template(options.visionIds() ? "Picture " + images + ": " : "")
                                    .template("<|vision_start|><|image_pad|><|vision_end|>");
                        } else if (part instanceof Part.Video) {
                            videos++;
                            out.template(options.visionIds() ? "Video " + videos + ": " : "")
                                    .template("<|vision_start|><|video_pad|><|vision_end|>");
                        }
                    }
                    out.template("<|im_end|>\n");
                }
                case ASSISTANT -> assistant(message, out);
                case TOOL -> {
                    boolean first = i == 0 || messages.get(i - 1).role() != Role.TOOL;
                    boolean last =
                            i == messages.size() - 1 || messages.get(i + 1).role() != Role.TOOL;
                    out.template(first ? "<|im_start|>user" : "")
                            .template("\n<tool_response>\n")
                            .data(message.text())
                            .template("\n</tool_response>")
                            .template(last ? "<|im_end|>\n" : "");
                }
            }
        }
        return out.template(options.generationPrompt() ? "<|im_start|>assistant\n" : "")
                .build();
    }

    private void head(Message first, ChatOptions options, RenderedPrompt.Builder out) {
        boolean system = first.role() == Role.SYSTEM;
        if (!options.tools().isEmpty()) {
            out.template("<|im_start|>system\n");
            if (system) {
                out.data(first.text()).template("\n\n");
            }
            out.template(beforeTools);
            for (int i = 0; i < options.tools().size(); i++) {
                Object tool = PythonJson.parse(options.tools().get(i), "tool " + (i + 1));
                out.template("\n").data(PythonJson.format(tool));
            }
            out.template(afterTools);
        } else if (system) {
            out.template("<|im_start|>system\n").data(first.text()).template("<|im_end|>\n");
        }
    }

    private static void assistant(Message message, RenderedPrompt.Builder out) {
        out.template("<|im_start|>assistant\n").assistant(message.text());
        boolean separate = !message.plainText().map(String::isEmpty).orElse(false);
        for (ToolCall call : message.toolCalls()) {
            out.template(separate ? "\n" : "")
                    .template("<tool_call>\n{\"name\": \"")
                    .assistant(call.name())
                    .template("\", \"arguments\": ")
                    .assistant(call.arguments())
                    .template("}\n</tool_call>");
            separate = true;
        }
        out.template("<|im_end|>\n");
    }
}
