package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.tree.Quoted;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of the signal that its object is about, in a notation that its kind calls for: {@code 70%} of a ratio, {@code
 * 500ms} of a duration, {@code 100} or {@code 100/replica} of a value per replica, {@code 40} of a total.
 */
public final class QuantityForm implements Form<Double> {

    /** A threshold: a total is held against it as a whole. */
    public static final QuantityForm THRESHOLD = new QuantityForm(false, false);

    /** A target: a total is divided by the replicas, which {@code 2/replica} may say. */
    public static final QuantityForm TARGET = new QuantityForm(true, false);

    /** A distance from a threshold, negative below it. */
    public static final QuantityForm DISTANCE = new QuantityForm(false, true);

    private static final String PER_REPLICA = "/replica";

    private final boolean totalPerReplica;
    private final boolean signed;

    private QuantityForm(boolean totalPerReplica, boolean signed) {
        this.totalPerReplica = totalPerReplica;
        this.signed = signed;
    }

    @Override
    public @Nullable Double read(YamlNode node, ReadScope scope) {
        Signal subject = scope.subject();
        String expected = subject == null ? expected() : expected(subject.kind());
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isEmpty()) {
            scope.wrongType(expected, node);
            return null;
        }
        if (subject == null) {
            // Nothing can be said about a value while its signal is unknown, which has been reported.
            return null;
        }
        try {
            boolean negative = signed && scalar.text().startsWith("-");
            double size = parse(negative ? withoutSign(scalar) : scalar, subject.kind());
            if (negative && size > 0) {
                return -size;
            }
            double value = size;
            if (!(value >= 0)) {
                throw new IllegalArgumentException("it is negative");
            }
            return value;
        } catch (IllegalArgumentException e) {
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must be " + expected + ", because " + subject + " is "
                            + Forms.name(subject.kind()) + ", but was " + Quoted.of(scalar.text()) + ": "
                            + e.getMessage(),
                    "Write " + expected + ".");
            return null;
        }
    }

    private static YamlNode.Scalar withoutSign(YamlNode.Scalar scalar) {
        return new YamlNode.Scalar(scalar.text().substring(1), scalar.plain(), scalar.position());
    }

    private double parse(YamlNode.Scalar scalar, SignalKind kind) {
        String text = scalar.text();
        return switch (kind) {
            case RATIO -> ratio(scalar, text);
            case DURATION -> Durations.seconds(text);
            case PER_REPLICA -> number(scalar, true);
            case TOTAL -> number(scalar, totalPerReplica);
        };
    }

    private static double ratio(YamlNode.Scalar scalar, String text) {
        if (text.endsWith("%")) {
            return Numbers.percent(text).doubleValue();
        }
        double value = Numbers.plain(scalar);
        if (value > 1) {
            throw new IllegalArgumentException("a number above 1 without a percent sign is ambiguous");
        }
        return value;
    }

    private static double number(YamlNode.Scalar scalar, boolean perReplica) {
        String text = scalar.text();
        if (text.endsWith(PER_REPLICA)) {
            if (!perReplica) {
                throw new IllegalArgumentException("a total is held against a threshold as a whole; for a mean per"
                        + " replica, read a signal of kind perReplica");
            }
            return Numbers.decimal(text.substring(0, text.length() - PER_REPLICA.length())
                            .strip())
                    .doubleValue();
        }
        return Numbers.plain(scalar);
    }

    @Override
    public Object write(Double value, WriteScope scope) {
        Signal subject = scope.subject();
        if (subject == null) {
            throw new IllegalArgumentException("a quantity " + value + " of no signal cannot be written");
        }
        return switch (subject.kind()) {
            case RATIO -> Numbers.asPercent(value);
            case DURATION -> Durations.formatSeconds(value);
            case TOTAL, PER_REPLICA -> Numbers.written(value);
        };
    }

    private String expected(SignalKind kind) {
        return switch (kind) {
            case RATIO -> "a percentage such as 70%, or a share such as 0.7";
            case DURATION -> "a time such as 500ms";
            case PER_REPLICA -> "a number such as 100 or 100/replica";
            case TOTAL -> totalPerReplica ? "a number such as 2 or 2/replica" : "a number such as 40";
        };
    }

    @Override
    public String expected() {
        return "a value such as 70% of a ratio, 500ms of a duration, 100 of a total or per replica";
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        if (signed) {
            return Schemas.anyOf(List.of(
                    Schemas.of("type", "number"),
                    Schemas.text("^-?" + Numbers.DECIMAL + "(%|/replica)$"),
                    Schemas.text("^-?" + Durations.PATTERN.substring(1))));
        }
        return Schemas.anyOf(List.of(
                Schemas.of("type", "number", "minimum", 0),
                Schemas.text("^" + Numbers.DECIMAL + "(%|/replica)$"),
                Schemas.text(Durations.PATTERN)));
    }
}
