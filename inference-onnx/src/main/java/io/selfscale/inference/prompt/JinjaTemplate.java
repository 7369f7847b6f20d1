package io.selfscale.inference.prompt;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.el.JinjavaProcessors;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.objects.SafeString;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.PropertyNotWritableException;
import org.jspecify.annotations.Nullable;

/**
 * Any chat template, printed by the engine Jinjava with the settings that Hugging Face transformers gives to Jinja.
 * The only class that needs the engine.
 */
final class JinjaTemplate implements ChatTemplate.Renderer {

    /** No prompt that fits a context is near this. */
    private static final long MAX_CHARACTERS = 1 << 25;

    /** Steps are parts of a template that are run; a message takes less than a hundred. */
    private static final long MIN_STEPS = 10_000;

    private static final long STEPS_PER_PIECE = 1_000;

    private final String template;
    private final DataText data;
    private final Jinjava engine;

    JinjaTemplate(String template, List<AddedToken> added) {
        Set<String> filters = new TreeSet<>();
        this.template = JinjaWhitespace.apply(template, filters);
        this.data = new DataText(added);
        this.engine = new Jinjava(settings(MIN_STEPS));
        engine.getGlobalContext().registerFilter(new ToJson());
        engine.getGlobalContext()
                .registerFunction(new ELFunctionDefinition(
                        "", "raise_exception", JinjaTemplate.class, "raiseException", Object.class));
        // The engine would take an unknown filter for one that gives nothing.
        filters.removeIf(name -> engine.getGlobalContext().getFilter(name) != null);
        if (!filters.isEmpty()) {
            throw new PromptException("chat template: it uses filters that the template engine does not know: "
                    + String.join(", ", filters));
        }
    }

    /** Settings for one conversation: they count its steps. */
    private static JinjavaConfig settings(long maxSteps) {
        AtomicLong steps = new AtomicLong();
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new PythonMethods());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        return JinjavaConfig.newBuilder()
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(MAX_CHARACTERS)
                .withElResolver(resolver)
                .withProcessors(JinjavaProcessors.newBuilder()
                        .withNodePreProcessor((node, interpreter) -> {
                            if (steps.incrementAndGet() > maxSteps) {
                                throw new InterpretException("it does not come to an end", node.getLineNumber());
                            }
                        })
                        .build())
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withAllowAdjacentTextNodes(true)
                        .withKeepNullableLoopValues(true)
                        .build())
                .build();
    }

    /** The function {@code raise_exception} of templates. Public because the engine calls it. */
    public static Object raiseException(@Nullable Object message) {
        throw new InterpretException("the template refuses the conversation: " + message);
    }

    @Override
    public RenderedPrompt render(List<Message> messages, ChatOptions options) {
        List<Object> tools = new ArrayList<>();
        for (int i = 0; i < options.tools().size(); i++) {
            tools.add(escaped(PythonJson.parse(options.tools().get(i), "tool " + (i + 1))));
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("messages", messages.stream().map(this::message).toList());
        variables.put("tools", tools);
        variables.put("add_generation_prompt", options.generationPrompt());
        variables.put("add_vision_id", options.visionIds());
        long pieces = tools.size();
        for (Message message : messages) {
            pieces += 1 + message.content().size() + message.toolCalls().size();
        }
        RenderResult result =
                engine.renderForResult(template, variables, settings(MIN_STEPS + STEPS_PER_PIECE * pieces));
        if (result.hasErrors()) {
            throw new PromptException("chat template: the conversation cannot be printed:\n  "
                    + result.getErrors().stream().map(JinjaTemplate::describe).collect(Collectors.joining("\n  ")));
        }
        return data.unescape(result.getOutput());
    }

    private static String describe(TemplateError error) {
        Throwable cause = error.getException();
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String detail = cause == null || cause.getMessage() == null ? "" : cause.getMessage();
        String message = String.valueOf(error.getMessage());
        return "line " + error.getLineno() + ": " + message + (message.contains(detail) ? "" : " (" + detail + ")");
    }

    private Map<String, Object> message(Message message) {
        boolean assistant = message.role() == Role.ASSISTANT;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role().templateName());
        Optional<String> plain = message.plainText();
        map.put(
                "content",
                plain.isPresent()
                        ? text(plain.get(), assistant)
                        : message.content().stream()
                                .map(part -> part(part, assistant))
                                .toList());
        String reasoning = message.reasoning();
        if (reasoning != null) {
            map.put("reasoning_content", text(reasoning, true));
        }
        if (!message.toolCalls().isEmpty()) {
            map.put(
                    "tool_calls",
                    message.toolCalls().stream()
                            .map(call -> Map.of(
                                    "type",
                                    "function",
                                    "function",
                                    Map.of(
                                            "name", text(call.name(), true),
                                            "arguments", text(call.arguments(), true))))
                            .toList());
        }
        return map;
    }

    private Map<String, Object> part(Part part, boolean assistant) {
        if (part instanceof Part.Text piece) {
            return Map.of("type", "text", "text", text(piece.text(), assistant));
        }
        return part instanceof Part.Image image
                ? Map.of("type", "image", "image", data.escape(image.source()))
                : Map.of("type", "video", "video", data.escape(((Part.Video) part).source()));
    }

    private String text(String text, boolean assistant) {
        return assistant ? data.escapeAssistant(text) : data.escape(text);
    }

    private @Nullable Object escaped(@Nullable Object value) {
        if (value instanceof String text) {
            return data.escape(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::escaped).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(data.escape(String.valueOf(key)), escaped(element)));
            return copy;
        }
        return value;
    }

    /** The filter {@code tojson} as Hugging Face transformers defines it. */
    private static final class ToJson implements Filter {

        @Override
        public String getName() {
            return "tojson";
        }

        @Override
        public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return PythonJson.format(value);
        }
    }

    /** Calls methods of Python strings, which the engine would look for in Java's. */
    private static final class PythonMethods extends ELResolver {

        @Override
        public @Nullable Object invoke(
                ELContext context,
                @Nullable Object base,
                @Nullable Object method,
                Class<?> @Nullable [] types,
                @Nullable Object @Nullable [] arguments) {
            if (!(base instanceof CharSequence) && !(base instanceof SafeString)) {
                return null;
            }
            Object result = PythonStrings.call(
                    base.toString(), String.valueOf(method), arguments == null ? List.of() : Arrays.asList(arguments));
            if (result == null) {
                throw new InterpretException("strings have no method " + method + " with these arguments here");
            }
            context.setPropertyResolved(true);
            return result;
        }

        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
            return null;
        }

        @Override
        public @Nullable Class<?> getType(ELContext context, @Nullable Object base, @Nullable Object property) {
            return null;
        }

        @Override
        public void setValue(
                ELContext context, @Nullable Object base, @Nullable Object property, @Nullable Object value) {
            throw new PropertyNotWritableException("strings cannot be changed");
        }

        @Override
        public boolean isReadOnly(ELContext context, @Nullable Object base, @Nullable Object property) {
            return true;
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
            return Collections.emptyIterator();
        }

        @Override
        public @Nullable Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
            return null;
        }
    }
}
