package io.selfscale.inference.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Conversations in the JSON form of Hugging Face and OpenAI, as golden cases hold them. */
final class Conversations {

    private Conversations() {}

    static List<Message> read(JsonNode messages) {
        List<Message> read = new ArrayList<>();
        for (JsonNode message : messages) {
            JsonNode content = message.path("content");
            List<Part> parts = new ArrayList<>();
            if (content.isString()) {
                parts.add(new Part.Text(content.asString()));
            }
            for (JsonNode part : content.isArray() ? content : List.<JsonNode>of()) {
                parts.add(part(part));
            }
            List<ToolCall> calls = new ArrayList<>();
            for (JsonNode entry : message.path("tool_calls")) {
                JsonNode call = entry.has("function") ? entry.path("function") : entry;
                JsonNode arguments = call.path("arguments");
                String name = call.path("name").asString();
                calls.add(
                        arguments.isString()
                                ? new ToolCall(name, arguments.asString())
                                : ToolCall.ofJson(name, arguments.toString()));
            }
            read.add(new Message(
                    Role.valueOf(message.path("role").asString().toUpperCase(Locale.ROOT)),
                    parts,
                    message.has("reasoning_content")
                            ? message.path("reasoning_content").asString()
                            : null,
                    calls));
        }
        return read;
    }

    private static Part part(JsonNode part) {
        String type = part.path("type").asString("");
        if (type.equals("image") || part.has("image") || part.has("image_url")) {
            return new Part.Image(part.path("image").asString("image"));
        }
        if (type.equals("video") || part.has("video")) {
            return new Part.Video("video");
        }
        return new Part.Text(part.path("text").asString());
    }
}
