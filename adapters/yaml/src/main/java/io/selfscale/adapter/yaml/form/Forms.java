package io.selfscale.adapter.yaml.form;

import static io.selfscale.adapter.yaml.form.Schemas.text;

import io.selfscale.adapter.yaml.tree.YamlNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of plain values. */
public final class Forms {

    /** Text that is not blank. */
    public static final Form<String> TEXT = new TextForm<>(
            "text",
            Schemas.of("type", List.of("string", "number", "boolean"), "minLength", 1),
            (scalar, scope) -> {
                if (scalar.text().isBlank() || scalar.text().length() > 1000) {
                    throw new IllegalArgumentException("it is blank, or longer than 1000 characters");
                }
                return scalar.text();
            },
            value -> value);

    /** A truth value. */
    public static final Form<Boolean> TRUTH = new TextForm<>(
            "true or false",
            Schemas.of("type", "boolean"),
            (scalar, scope) -> {
                if (!scalar.plain()
                        || !(scalar.text().equals("true") || scalar.text().equals("false"))) {
                    throw new IllegalArgumentException("");
                }
                return scalar.text().equals("true");
            },
            value -> value);

    /** A time zone. */
    public static final Form<ZoneId> ZONE = new TextForm<>(
            "a time zone such as Europe/Berlin or UTC",
            Schemas.of("type", "string"),
            (scalar, scope) -> {
                try {
                    return ZoneId.of(scalar.text());
                } catch (DateTimeException e) {
                    throw new IllegalArgumentException("no such zone is known", e);
                }
            },
            ZoneId::getId);

    /** A duration of at least zero. */
    public static final Form<Duration> DURATION = duration("a duration such as 5m, 30s, 500ms or 1h30m", true);

    /** A duration above zero. */
    public static final Form<Duration> POSITIVE_DURATION =
            duration("a duration above zero such as 5m, 30s, 500ms or 1h30m", false);

    private Forms() {}

    private static Form<Duration> duration(String expected, boolean zero) {
        return new TextForm<>(
                expected,
                zero
                        ? Schemas.anyOf(List.of(text(Durations.PATTERN), Schemas.of("const", 0)))
                        : text(Durations.PATTERN),
                (scalar, scope) -> {
                    Duration duration = Durations.parse(scalar.text());
                    if (!zero && duration.isZero()) {
                        throw new IllegalArgumentException("it is zero");
                    }
                    return duration;
                },
                Durations::format);
    }

    /** An integer in a range. */
    public static Form<Integer> integer(int least, int greatest) {
        String range = greatest == Integer.MAX_VALUE
                ? "an integer of at least " + least
                : "an integer from " + least + " to " + greatest;
        return new TextForm<>(
                range,
                greatest == Integer.MAX_VALUE
                        ? Schemas.of("type", "integer", "minimum", least)
                        : Schemas.of("type", "integer", "minimum", least, "maximum", greatest),
                (scalar, scope) -> {
                    long value = Numbers.integer(scalar);
                    if (value < least || value > greatest) {
                        throw new IllegalArgumentException("");
                    }
                    return (int) value;
                },
                value -> value);
    }

    /** Any number. */
    public static final Form<Double> NUMBER = new TextForm<>(
            "a number", Schemas.of("type", "number"), (scalar, scope) -> Numbers.plain(scalar), Numbers::written);

    /** Time in seconds as a double, written as a duration such as {@code 250ms}; at least 0. */
    public static final Form<Double> SECONDS = new TextForm<>(
            "a duration such as 250ms",
            text(Durations.PATTERN),
            (scalar, scope) -> Durations.seconds(scalar.text()),
            Durations::formatSeconds);

    /** A number above zero. */
    public static final Form<Double> POSITIVE_NUMBER = number("a number above 0", 0, true);

    /** A number of at least a bound. */
    public static Form<Double> atLeast(double least) {
        return number("a number of at least " + Numbers.written(least), least, false);
    }

    private static Form<Double> number(String expected, double least, boolean exclusive) {
        return new TextForm<>(
                expected,
                Schemas.of("type", "number", exclusive ? "exclusiveMinimum" : "minimum", Numbers.written(least)),
                (scalar, scope) -> {
                    double value = Numbers.plain(scalar);
                    if (!(exclusive ? value > least : value >= least)) {
                        throw new IllegalArgumentException("");
                    }
                    return value;
                },
                Numbers::written);
    }

    /** A share such as {@code 80%} or {@code 0.8}, from 0 to 1. */
    public static final Form<Double> SHARE = share("a share from 0% to 100%, such as 80% or 0.8", 1);

    /** A share that may be above one, such as {@code 150%} or {@code 1.5}. */
    public static final Form<Double> ANY_SHARE = share("a share such as 10% or 0.1", Double.MAX_VALUE);

    private static Form<Double> share(String expected, double greatest) {
        return new TextForm<>(
                expected,
                Schemas.anyOf(List.of(
                        text("^" + Numbers.DECIMAL + "%$"),
                        greatest == 1
                                ? Schemas.of("type", "number", "minimum", 0, "maximum", 1)
                                : Schemas.of("type", "number", "minimum", 0))),
                (scalar, scope) -> {
                    double value = scalar.text().endsWith("%")
                            ? Numbers.percent(scalar.text()).doubleValue()
                            : Numbers.plain(scalar);
                    if (!(value >= 0 && value <= greatest)) {
                        throw new IllegalArgumentException("");
                    }
                    return value;
                },
                Numbers::asPercent);
    }

    /** A whole percentage such as {@code 40%}, as an integer. */
    public static Form<Integer> percent(int least, int greatest) {
        return new TextForm<>(
                "a percentage from " + least + "% to " + greatest + "%",
                text("^[0-9]+%$"),
                (scalar, scope) -> {
                    int percent = wholePercent(scalar.text());
                    if (percent < least || percent > greatest) {
                        throw new IllegalArgumentException("");
                    }
                    return percent;
                },
                value -> value + "%");
    }

    /** Returns the number of a text such as {@code 40%}. */
    public static int wholePercent(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException("it has no % sign");
        }
        BigDecimal percent =
                Numbers.decimal(text.substring(0, text.length() - 1).strip());
        if (percent.stripTrailingZeros().scale() > 0 || percent.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            throw new IllegalArgumentException("it is not a whole percentage");
        }
        return percent.intValueExact();
    }

    /** Returns the integer of a scalar without quotes, in a range. */
    public static int wholeNumber(YamlNode.Scalar scalar, int least, int greatest) {
        long value = Numbers.integer(scalar);
        if (value < least || value > greatest) {
            throw new IllegalArgumentException("it is not from " + least + " to " + greatest);
        }
        return (int) value;
    }

    /** One word and no other. */
    public static Form<String> word(String word) {
        return new TextForm<>(
                word,
                Schemas.of("const", word),
                (scalar, scope) -> {
                    if (!scalar.text().equals(word)) {
                        throw new IllegalArgumentException("");
                    }
                    return word;
                },
                text -> text);
    }

    /** One of the constants of an enum: {@code onDemand} for {@code ON_DEMAND}, in any case, with or without signs. */
    public static <E extends Enum<E>> Form<E> choice(Class<E> type) {
        List<E> constants = List.copyOf(EnumSet.allOf(type));
        List<String> names = constants.stream().map(Forms::name).toList();
        return new TextForm<>(
                (names.size() == 1 ? "" : "one of ") + String.join(", ", names),
                Schemas.of("enum", names),
                (scalar, scope) -> {
                    E constant = constant(type, scalar.text());
                    if (constant == null) {
                        throw new IllegalArgumentException(Nearest.hint(scalar.text(), names));
                    }
                    return constant;
                },
                Forms::name);
    }

    /** Returns the constant of a name, in any case, with or without signs between its words, or null. */
    public static <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
        for (E constant : EnumSet.allOf(type)) {
            if (letters(constant.name()).equals(letters(name))) {
                return constant;
            }
        }
        return null;
    }

    /** Returns the name of a constant in policy files. */
    public static String name(Enum<?> constant) {
        String words = Arrays.stream(constant.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return Character.toLowerCase(words.charAt(0)) + words.substring(1);
    }

    private static String letters(String text) {
        return text.length() > 100 ? "" : text.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    /** Returns a schema of text that matches a regular expression, for forms elsewhere. */
    public static Map<String, Object> textSchema(String pattern) {
        return text(pattern);
    }
}
