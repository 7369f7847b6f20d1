package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.cli.option.OptionValue;
import io.selfscale.adapter.yaml.PlacedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was given as {@code --vary} and {@code --fix}. */
final class Overrides {

    private static final String RANGE = "..";

    private Overrides() {}

    /**
     * Returns what is to be tuned: what is found, less what is fixed, with the ranges that were given.
     *
     * @param found what can be tuned unless told otherwise
     * @throws io.selfscale.adapter.cli.failure.UsageException if a path is not in the file, or a range makes no sense
     */
    static List<Knob> apply(PolicyText policy, List<Knob> found, List<String> vary, List<String> fix) {
        List<Knob> knobs = new ArrayList<>(found);
        for (String path : fix) {
            boolean any = knobs.removeIf(knob -> isWithin(Knobs.name(knob), path.strip()));
            if (!any) {
                throw new OptionValue("--fix", path).refuse("the path of something that is tuned: " + paths(knobs));
            }
        }
        for (String text : vary) {
            vary(policy, knobs, new OptionValue("--vary", text));
        }
        return List.copyOf(knobs);
    }

    private static boolean isWithin(String path, String prefix) {
        return path.equals(prefix)
                || (path.startsWith(prefix)
                        && (path.charAt(prefix.length()) == '.' || path.charAt(prefix.length()) == '['));
    }

    private static String paths(List<Knob> knobs) {
        return String.join(", ", knobs.stream().map(Knobs::name).toList());
    }

    private static void vary(PolicyText policy, List<Knob> knobs, OptionValue given) {
        int equals = given.text().lastIndexOf('=');
        String path = (equals < 0 ? given.text() : given.text().substring(0, equals)).strip();
        Optional<PlacedValue> value = policy.document().positions().values().stream()
                .filter(each -> each.path().equals(path))
                .findFirst();
        if (value.isEmpty()) {
            throw given.refuse("PATH=LOW..HIGH with a path that is in the file, such as " + example(policy, knobs));
        }
        Knob.Numeral usual = Knobs.number(policy, value.get(), null);
        Notation.Value present = Notation.read(value.get().text(), policy.isManifest());
        if (present == null) {
            throw given.refuse("PATH=LOW..HIGH with the path of a number, but there stands "
                    + value.get().text());
        }
        Knob.Numeral knob = usual;
        if (equals >= 0) {
            knob = Knobs.number(policy, value.get(), range(given, given.text().substring(equals + 1), usual, present));
        }
        if (knob == null) {
            throw given.refuse(
                    "PATH=LOW..HIGH: there is no usual range of " + value.get().text());
        }
        int at = -1;
        for (int i = 0; i < knobs.size(); i++) {
            at = Knobs.name(knobs.get(i)).equals(path) ? i : at;
        }
        if (at < 0) {
            knobs.add(knob);
        } else {
            knobs.set(at, knob);
        }
    }

    private static Knobs.Range range(
            OptionValue given, String text, Knob.@Nullable Numeral usual, Notation.Value present) {
        int between = text.indexOf(RANGE);
        if (between < 0) {
            throw given.refuse("PATH=LOW..HIGH");
        }
        Notation notation = usual == null ? present.notation() : usual.notation();
        double low = bound(given, text.substring(0, between), notation);
        double high = bound(given, text.substring(between + RANGE.length()), notation);
        if (low >= high) {
            throw given.refuse("PATH=LOW..HIGH with LOW below HIGH");
        }
        return Knobs.Range.of(notation, low, high);
    }

    private static double bound(OptionValue given, String text, Notation notation) {
        Notation.Value value = Notation.read(text.strip(), /* isManifest= */ false);
        boolean isTime = notation.kind() == Notation.Kind.DURATION;
        if (value == null || isTime != (value.notation().kind() == Notation.Kind.DURATION)) {
            throw given.refuse("PATH=LOW..HIGH with bounds as they are written there, such as " + notation.write(1));
        }
        return notation.kind() == Notation.Kind.BARE_PERCENT && value.notation().kind() == Notation.Kind.INTEGER
                ? value.value() / 100
                : value.value();
    }

    private static String example(PolicyText policy, List<Knob> knobs) {
        if (knobs.isEmpty()) {
            return policy.isManifest() ? "spec.metrics[0].resource.target.averageUtilization=40..90" : "PATH=5m..1h";
        }
        Knob knob = knobs.get(0);
        return Knobs.name(knob) + "=" + knob.written(knob.parameter().low()) + RANGE
                + knob.written(knob.parameter().high());
    }
}
