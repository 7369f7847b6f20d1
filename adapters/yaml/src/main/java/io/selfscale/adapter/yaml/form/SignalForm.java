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
 * The name of a signal. Where only one kind is allowed, a name that is not described anywhere is a signal of that kind.
 *
 * @param kinds the kinds allowed here; not empty
 */
public record SignalForm(List<SignalKind> kinds) implements Form<Signal> {

    /** A signal of any kind. */
    public static final SignalForm ANY = of(SignalKind.values());

    /** Returns the form of a signal of one of some kinds. */
    public static SignalForm of(SignalKind... kinds) {
        return new SignalForm(List.of(kinds));
    }

    @Override
    public @Nullable Signal read(YamlNode node, ReadScope scope) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isEmpty()) {
            scope.wrongType(expected(), node);
            return null;
        }
        Signal known = scope.signals().get(scalar.text());
        if (known == null) {
            return introduce(scalar.text(), scope);
        }
        if (!kinds.contains(known.kind())) {
            scope.report(
                    FindingCode.SIGNAL_CONFLICT,
                    scope.name() + " must be " + expected() + " but " + known + " is " + Forms.name(known.kind()),
                    "Name another signal, or correct the kind of " + known + ".");
            return null;
        }
        return known;
    }

    /** Returns a signal that is described nowhere, if there is only one kind that it can have. */
    private @Nullable Signal introduce(String name, ReadScope scope) {
        SignalKind kind = kinds.get(0);
        Signal signal;
        try {
            signal = new Signal(name, kind, SignalBook.defaultUnit(kind));
        } catch (IllegalArgumentException e) {
            scope.report(
                    FindingCode.INVALID_VALUE,
                    scope.name() + " must be lower-case words joined by _ or . but was " + Quoted.of(name),
                    "Write a name such as gpu_utilization.");
            return null;
        }
        if (scope.signals().isUnclear(name)) {
            return null;
        }
        return kinds.size() == 1 ? scope.signals().add(signal) : unknown(name, scope);
    }

    private static @Nullable Signal unknown(String name, ReadScope scope) {
        String nearest = Nearest.to(name, scope.signals().names());
        scope.report(
                FindingCode.UNKNOWN_SIGNAL,
                scope.name() + " names the signal " + Quoted.of(name) + ", whose kind is told nowhere"
                        + (nearest == null ? "" : "; did you mean " + nearest + "?"),
                "Add kind: total, perReplica, ratio or duration beside it, or describe it under signals.");
        return null;
    }

    @Override
    public Object write(Signal signal, WriteScope scope) {
        return signal.name();
    }

    @Override
    public String expected() {
        return kinds.size() == SignalKind.values().length
                ? "the name of a signal"
                : "the name of a signal of kind "
                        + String.join(" or ", kinds.stream().map(Forms::name).toList());
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> definitions) {
        return Schemas.text("^[a-z][a-z0-9]*([_.][a-z0-9]+)*$");
    }
}
