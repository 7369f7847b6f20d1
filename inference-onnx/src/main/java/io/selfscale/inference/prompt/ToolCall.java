package io.selfscale.inference.prompt;

/**
 * A call that the assistant made in an earlier turn.
 *
 * @param name the function
 * @param arguments its arguments as JSON text, printed as it is; see {@link #ofJson}
 */
public record ToolCall(String name, String arguments) {

    /**
     * A call whose arguments are printed as Python prints JSON, which is what models were trained on: a space after each
     * comma and colon, no escapes for what is not ASCII.
     *
     * @param name the function
     * @param json its arguments as JSON text in any layout
     * @return the call
     * @throws PromptException if {@code json} is not JSON
     */
    public static ToolCall ofJson(String name, String json) {
        return new ToolCall(name, PythonJson.format(PythonJson.parse(json, "arguments of the call of " + name)));
    }
}
