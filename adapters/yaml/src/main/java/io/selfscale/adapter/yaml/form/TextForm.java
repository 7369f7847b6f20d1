package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that stands in the file as one piece of text or one number.
 *
 * @param <T> the type of the values
 */
public final class TextForm<T> implements Form<T> {

    /**
     * Turns text into a value.
     *
     * @param <T> the type of the value
     */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * Returns the value.
         *
         * @param scalar the text, and whether it stood there without quotes
         * @throws IllegalArgumentException if it is none; the message completes "X must be Y but was Z: "
         */
        T parse(YamlNode.Scalar scalar, ReadScope scope);
    }

    private final String expected;
    private final Map<String, Object> schema;
    private final Parser<T> parser;
    private final Function<T, Object> writer;

    /** Creates a form; {@code expected} is a noun with an example, {@code writer} gives text, a number or a truth value. */
    public TextForm(String expected, Map<String, Object> schema, Parser<T> parser, Function<T, Object> writer) {
        this.expected = expected;
        this.schema = schema;
        this.parser = parser;
        this.writer = writer;
    }

    @Override
    public @Nullable T read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isEmpty()) {
            scope.wrongType(expected, node);
            return null;
        }
        try {
            return parser.parse(scalar, scope);
        } catch (IllegalArgumentException e) {
            String why = e.getMessage() == null || e.getMessage().isEmpty() ? "" : ": " + e.getMessage();
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must be " + expected + " but was " + Quoted.of(scalar.text()) + why,
                    "Write " + expected + ".");
            return null;
        }
    }

    @Override
    public Object write(T value, WriteScope scope) {
        return writer.apply(value);
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        return schema;
    }
}
