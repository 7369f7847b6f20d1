package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Parameter;
import io.selfscale.adapter.simulation.tune.Scale;
import io.selfscale.adapter.yaml.PlacedValue;
import io.selfscale.adapter.yaml.finding.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a policy file what can be tuned: numbers that somebody chose. What is measured or bought, such as service times
 * and prices, is a fact, and a better policy does not come from another fact.
 */
final class Knobs {

    /** Where choices stand in a policy. */
    private static final Pattern CHOICES = Pattern.compile("(policies\\[|limits\\.|demand\\.).*");

    /** Policies and parts of policies that state facts, times that are known, or what happens if all else fails. */
    private static final Pattern FACTS = Pattern.compile(
            "policies\\[\\d+]\\.(schedule|fallback|jobs)\\..*|.*\\.(learning|peak|when|readiness|inputs)\\..*"
                    + "|policies\\[\\d+]\\.objective\\.model\\..*");

    private static final Set<String> FACT_KEYS = Set.of(
            "name",
            "unit",
            "expression",
            "every",
            "coverage",
            "capacity",
            "ratePerReplica",
            "perReplica",
            "slots",
            "longestWait",
            "peak",
            "breaching",
            "datapoints",
            "from",
            "to",
            "targetBurstCapacity",
            "maxScaleUpRate",
            "activationScale",
            "season",
            "bucket",
            "judgedOver",
            "fewest",
            "actionsPerDay",
            "restart",
            "maxOutFactor",
            "staleAfter",
            "pendingExpiry",
            "within");

    /** What can be tuned in manifests. */
    private static final Pattern MANIFEST_CHOICES = Pattern.compile(
            "spec\\.(targetCPUUtilizationPercentage|metrics\\[\\d+]\\..*\\.(averageUtilization|averageValue|value)"
                    + "|triggers\\[\\d+]\\.metadata\\.(threshold|value|queueLength|lagThreshold|listLength|targetQueryValue)"
                    + "|(advanced\\.horizontalPodAutoscalerConfig\\.)?behavior\\.scale(Up|Down)\\."
                    + "(stabilizationWindowSeconds|tolerance|policies\\[\\d+]\\.(value|periodSeconds)))");

    /** Values of signals, which need not be whole. */
    private static final Set<String> QUANTITIES = Set.of(
            "above",
            "below",
            "target",
            "threshold",
            "averageValue",
            "value",
            "saturation",
            "upFactor",
            "downFactor",
            "targetQueryValue");

    private static final Pattern SWITCHED = Pattern.compile("(policies\\[\\d+])\\.(forecast|readyBy)\\..*");

    private static final Pattern HEADROOM = Pattern.compile(".*\\.headroom\\.(least|first)");

    private static final double WIDTH = 4;

    private static final double SHORTEST_STABILIZATION = 60;

    private Knobs() {}

    /** Returns what can be tuned unless told otherwise, in the order of the file. */
    static List<Knob> of(PolicyText policy) {
        List<Knob> knobs = new ArrayList<>();
        for (PlacedValue value : policy.document().positions().values()) {
            Knob whole = switchOf(policy, value.path());
            if (whole != null && knobs.stream().noneMatch(knob -> name(knob).equals(name(whole)))) {
                knobs.add(whole);
            }
            if (isChoice(policy, value.path())) {
                Knob number = number(policy, value, null);
                if (number != null) {
                    knobs.add(number);
                }
            }
        }
        return knobs;
    }

    static String name(Knob knob) {
        return knob.parameter().name();
    }

    private static boolean isChoice(PolicyText policy, String path) {
        if (policy.isManifest()) {
            return MANIFEST_CHOICES.matcher(path).matches();
        }
        return CHOICES.matcher(path).matches() && !FACTS.matcher(path).matches() && !FACT_KEYS.contains(key(path));
    }

    private static String key(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /**
     * Returns the number at a place, or null if there is none.
     *
     * @param range in what range it is varied, or null for the usual one
     */
    static Knob.@Nullable Numeral number(PolicyText policy, PlacedValue value, @Nullable Range range) {
        Notation.Value read = Notation.read(value.text(), policy.isManifest());
        int offset = policy.offset(value);
        if (read == null || offset < 0) {
            return null;
        }
        String key = key(value.path());
        Notation notation = read.notation();
        double given = read.value();
        if (key.equals("averageUtilization") || key.equals("targetCPUUtilizationPercentage")) {
            notation = notation.as(Notation.Kind.BARE_PERCENT);
            given /= 100;
        } else if (notation.kind() == Notation.Kind.INTEGER
                && (QUANTITIES.contains(key) || isSpare(value.path()))
                && !value.path().contains("behavior")) {
            notation = notation.as(Notation.Kind.DECIMAL);
        }
        Range used = range == null ? usual(value.path(), notation, given) : range;
        return used == null
                ? null
                : new Knob.Numeral(
                        new Parameter(
                                value.path(), used.scale(), used.low(), used.high(), given, grain(notation, given)),
                        notation,
                        value.text(),
                        offset);
    }

    private static boolean isSpare(String path) {
        return path.matches(".*\\.saturation\\..*\\.spare");
    }

    /**
     * A range.
     *
     * @param scale on which steps are alike
     * @param low least value
     * @param high greatest value
     */
    record Range(Scale scale, double low, double high) {

        /** Returns a range on the scale that suits it. */
        static Range of(Notation notation, double low, double high) {
            boolean share = notation.kind() == Notation.Kind.PERCENT || notation.kind() == Notation.Kind.BARE_PERCENT;
            if (low > 0 && high < 1 && share) {
                return new Range(Scale.ODDS, low, high);
            }
            return new Range(low > 0 ? Scale.LOG : Scale.LINEAR, low, high);
        }
    }

    /** From a quarter to four times; of shares the odds. */
    private static @Nullable Range usual(String path, Notation notation, double given) {
        String key = key(path);
        if (HEADROOM.matcher(path).matches()) {
            // A factor, though it is written as a share.
            return given > 0 ? new Range(Scale.LOG, given / 2, given * 2) : null;
        }
        if (path.startsWith("limits.stabilization.") && given > SHORTEST_STABILIZATION) {
            // Others look back for minutes or seconds.
            return new Range(Scale.LOG, Math.min(SHORTEST_STABILIZATION, given / WIDTH), given * WIDTH);
        }
        boolean step = key.equals("add") || key.equals("remove");
        return switch (notation.kind()) {
            case DURATION ->
                given == 0
                        ? new Range(Scale.LINEAR, 0, 600)
                        : new Range(
                                Scale.LOG, given >= WIDTH ? Math.max(1, given / WIDTH) : given / WIDTH, given * WIDTH);
            case PERCENT, BARE_PERCENT -> {
                if (step) {
                    double high = key.equals("remove") ? Math.min(1, given * WIDTH) : given * WIDTH;
                    yield given == 0 ? null : new Range(Scale.LOG, Math.max(0.01, given / WIDTH), high);
                }
                yield share(given);
            }
            case INTEGER -> integer(key, given);
            case DECIMAL ->
                given == 0
                        ? null
                        : given > 0 && given < 1 && notation.suffix().isEmpty() ? share(given) : quantity(given);
        };
    }

    private static Range share(double given) {
        if (given == 0) {
            return new Range(Scale.LINEAR, 0, 0.25);
        }
        if (given < 1) {
            double odds = given / (1 - given);
            return new Range(Scale.ODDS, odds / WIDTH / (1 + odds / WIDTH), odds * WIDTH / (1 + odds * WIDTH));
        }
        return given == 1
                ? new Range(Scale.LINEAR, 0.5, 1)
                : new Range(Scale.LOG, Math.max(1, given / WIDTH), given * WIDTH);
    }

    private static Range quantity(double given) {
        return given > 0
                ? new Range(Scale.LOG, given / WIDTH, given * WIDTH)
                : new Range(Scale.LINEAR, given * WIDTH, given / WIDTH);
    }

    private static @Nullable Range integer(String key, double given) {
        if (key.equals("stabilizationWindowSeconds")) {
            return given == 0
                    ? new Range(Scale.LINEAR, 0, 600)
                    : new Range(Scale.LOG, Math.max(1, given / WIDTH), Math.min(3600, given * WIDTH));
        }
        if (key.equals("periodSeconds")) {
            return new Range(Scale.LOG, Math.max(1, given / WIDTH), Math.min(1800, given * WIDTH));
        }
        if (given == 0) {
            return new Range(Scale.LINEAR, 0, WIDTH);
        }
        return given > 0
                ? new Range(Scale.LOG, Math.max(1, Math.floor(given / WIDTH)), given * WIDTH)
                : new Range(Scale.LINEAR, given * WIDTH, Math.min(-1, Math.ceil(given / WIDTH)));
    }

    private static double grain(Notation notation, double given) {
        return switch (notation.kind()) {
            case DURATION -> given == 0 || given >= 8 ? 1 : 0.05;
            case PERCENT -> given > 1 ? 0.01 : given >= 0.95 ? 0.0005 : given < 0.05 ? 0.0001 : 0.001;
            case BARE_PERCENT -> 0.01;
            case INTEGER -> 1;
            case DECIMAL -> 0;
        };
    }

    /** Returns the switch of a policy that may be left out, or null. */
    private static Knob.@Nullable Switch switchOf(PolicyText policy, String path) {
        var matcher = SWITCHED.matcher(path);
        if (policy.isManifest() || !matcher.matches()) {
            return null;
        }
        Position position = policy.document().positions().at(String.valueOf(matcher.group(1)));
        String[] lines = policy.text().split("\n", -1);
        int from = position.line() - 1;
        int column = lines[from].indexOf('-');
        if (column < 0 || !lines[from].substring(0, column).isBlank() || column >= position.column() - 1) {
            // Not a line of its own.
            return null;
        }
        int to = from + 1;
        int last = to;
        while (to < lines.length) {
            String line = lines[to];
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                if (indent(line) <= column) {
                    break;
                }
                last = to + 1;
            }
            to++;
        }
        return new Knob.Switch(
                Parameter.onOff(matcher.group(1) + "." + matcher.group(2), /* isOn= */ true), from, last, column);
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
