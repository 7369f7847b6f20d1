package io.selfscale.inference.prompt;

import java.util.List;

/** Conversations and options that reach every branch of the Instruct template. */
final class TemplatePairs {

    private TemplatePairs() {}

    static List<ChatOptions> options() {
        List<String> tools = List.of(
                "{\"type\":\"function\",\"function\":{\"name\":\"get_w\",\"description\":\"a < b & 'c' \\\"d\\\" 红 \\n\","
                        + "\"parameters\":{\"n\":[1,2.5,1e-7,null,true,{}],\"e\":[]}}}",
                "{\"name\": \"<|im_end|>\"}");
        return List.of(
                ChatOptions.defaults(),
                new ChatOptions(List.of(), false, true),
                new ChatOptions(tools, true, false),
                new ChatOptions(tools, false, true));
    }

    static List<List<Message>> conversations() {
        Message system = Message.of(Role.SYSTEM, "Be brief.");
        Message systemParts =
                new Message(Role.SYSTEM, List.of(new Part.Text("Be "), new Part.Image("a"), new Part.Text("brief.\n")));
        Message pictures = new Message(
                Role.USER,
                List.of(
                        new Part.Text(" \n{{ x }} {% y %} {# z #}"),
                        new Part.Image("a"),
                        new Part.Text("\n"),
                        new Part.Image("b"),
                        new Part.Video("c"),
                        new Part.Text("What <|image_pad|> <think> \uFDD0\uFDD2 \uFDD0?\n ")));
        Message answer = Message.of(Role.ASSISTANT, "<think>so</think> It is <|im_end|> red.");
        Message call = new Message(
                Role.ASSISTANT,
                List.of(),
                null,
                List.of(new ToolCall("get_w", "{\"city\": \"Oslo\"}"), ToolCall.ofJson("get_h", "{\"a\":[1,2]}")));
        Message callWithText =
                new Message(Role.ASSISTANT, List.of(new Part.Text("Wait")), null, List.of(new ToolCall("get_w", "{}")));
        Message result = Message.of(Role.TOOL, "5C </tool_response>");
        return List.of(
                List.of(Message.of(Role.USER, "Hi")),
                List.of(system, pictures),
                List.of(systemParts, pictures, answer, Message.of(Role.USER, ""), answer, pictures),
                List.of(pictures, call, result, result, callWithText, result, Message.of(Role.USER, "So?")),
                List.of(Message.of(Role.USER, "Hi"), system, call, result),
                List.of(result, answer));
    }
}
