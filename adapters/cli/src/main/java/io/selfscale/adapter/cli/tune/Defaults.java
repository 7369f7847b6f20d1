package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.yaml.PlacedValue;
import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.engine.policy.CalibratedSizing;
import io.selfscale.engine.policy.DeviationBand;
import io.selfscale.engine.policy.Headroom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spells out numbers that a policy leaves at their defaults, so that they can be tuned: of {@code calibrated}, of which a
 * file states facts and little else. A line that is added this way is left out again where nothing in it was changed.
 */
final class Defaults {

    private static final Pattern CALIBRATED = Pattern.compile("(policies\\[\\d+]\\.calibrated)\\.(\\w+).*");

    private Defaults() {}

    /** Returns the lines of a policy of this kind, by their keys. */
    private static Map<String, String> calibrated() {
        Headroom headroom = Headroom.DEFAULT;
        DeviationBand band = DeviationBand.DEFAULT;
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("window", time(CalibratedSizing.DEFAULT_WINDOW));
        lines.put("drain", time(CalibratedSizing.DEFAULT_DRAIN));
        lines.put(
                "headroom",
                "{goal: " + percent(headroom.goal()) + ", gainPerMinute: " + percent(headroom.gainPerMinute())
                        + ", least: " + percent(headroom.least()) + ", first: " + percent(headroom.first()) + "}");
        lines.put("band", "{out: " + number(band.out()) + ", in: " + number(band.in()) + "}");
        return lines;
    }

    private static String time(Duration duration) {
        return new Notation(Notation.Kind.DURATION, "").write(duration.toNanos() / 1e9);
    }

    private static String percent(double share) {
        return new Notation(Notation.Kind.PERCENT, "").write(share);
    }

    private static String number(double value) {
        return new Notation(Notation.Kind.DECIMAL, "").write(value);
    }

    /** Returns the same policy with more numbers in its text; itself if there is none to add, or no place for it. */
    static PolicyText spelledOut(PolicyText policy) {
        if (policy.isManifest()) {
            return policy;
        }
        Map<Integer, List<String>> added = new LinkedHashMap<>();
        Map<String, PlacedValue> first = new LinkedHashMap<>();
        Map<String, List<String>> present = new LinkedHashMap<>();
        for (PlacedValue value : policy.document().positions().values()) {
            Matcher matcher = CALIBRATED.matcher(value.path());
            if (matcher.matches()) {
                String within = String.valueOf(matcher.group(1));
                first.putIfAbsent(within, value);
                present.computeIfAbsent(within, any -> new ArrayList<>()).add(String.valueOf(matcher.group(2)));
            }
        }
        first.forEach((within, value) -> {
            String indent = indent(policy.text(), value);
            Map<String, String> lines = calibrated();
            lines.keySet().removeAll(present.getOrDefault(within, List.of()));
            if (!indent.isEmpty()) {
                List<String> texts = new ArrayList<>();
                lines.forEach((key, text) -> texts.add(indent + key + ": " + text));
                added.put(aboveComments(policy.text(), value.position().line() - 1), texts);
            }
        });
        return added.values().stream().allMatch(List::isEmpty) ? policy : with(policy, added);
    }

    /** Returns what a value is indented by that has a line of its own, with its key; empty if it has not. */
    private static String indent(String text, PlacedValue value) {
        String line = text.split("\n", -1)[value.position().line() - 1];
        String key = value.path().substring(value.path().lastIndexOf('.') + 1);
        String start = line.stripLeading();
        return start.startsWith(key + ":") ? line.substring(0, line.length() - start.length()) : "";
    }

    /** Returns the line from which comments lead up to a line. */
    private static int aboveComments(String text, int line) {
        String[] lines = text.split("\\R", -1);
        int first = line;
        while (first > 0 && lines[first - 1].strip().startsWith("#")) {
            first--;
        }
        return first;
    }

    private static PolicyText with(PolicyText policy, Map<Integer, List<String>> added) {
        String[] lines = policy.text().split("(?<=\n)", -1);
        String end = policy.text().contains("\r\n") ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder();
        List<PolicyText.Span> spans = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            for (String line : added.getOrDefault(i, List.of())) {
                int from = text.length();
                text.append(line).append(end);
                spans.add(new PolicyText.Span(from, text.length()));
            }
            text.append(lines[i]);
        }
        PolicyFile file = PolicyReader.read(policy.name(), text.toString());
        if (!file.isValid() || file.documents().size() != 1) {
            return policy;
        }
        PolicyDocument document = file.documents().get(0);
        return document.spec().policies().equals(policy.document().spec().policies())
                ? new PolicyText(policy.name(), text.toString(), document, spans)
                : policy;
    }
}
