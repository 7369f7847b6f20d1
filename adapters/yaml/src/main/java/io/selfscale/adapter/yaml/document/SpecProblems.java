package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.form.ReadScope;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the places in a document that the problems of a whole specification are about. {@link ScalingSpecBuilder} tells
 * all of them in one message; what it says that is not known here is reported at the document itself.
 */
final class SpecProblems {

    private static final Map<Pattern, Function<Place, String>> PATHS = paths();

    private SpecProblems() {}

    /**
     * What a problem names, and where.
     *
     * @param matcher of its text
     * @param root of the document
     */
    private record Place(Matcher matcher, YamlNode root) {}

    private static Map<Pattern, Function<Place, String>> paths() {
        Map<String, Function<Place, String>> paths = new LinkedHashMap<>();
        paths.put("^tick ", place -> "tick");
        paths.put("^signal (\\S+) is there twice", place -> second(place, "signals", "name"));
        paths.put("^at least one policy", place -> "policies");
        paths.put("^policy names must be unique and not blank but '(.*)' is not", SpecProblems::secondPolicy);
        paths.put("^pool (.+) is there twice", place -> second(place, "pools", "name"));
        paths.put("^demand needs", place -> "demand");
        paths.put("^the brownout ladder needs", place -> "brownout.tail");
        paths.put("^activation needs", place -> "activation.activity");
        paths.put("^the effect check needs", place -> "effect.throughput");
        paths.put("^stopLeast needs", place -> "stopLeast");
        paths.put("^min is 0", place -> "replicas.min");
        paths.put("^min \\d+ costs", place -> "budget.perHour");
        paths.put("^the priority names", place -> "combination.priority.order");
        paths.put("^the weighted vote names", place -> "combination.weightedVote.weights");
        paths.put("^shadow policy", place -> "shadow");
        paths.put("^the quotas of the pools", place -> "pools");
        paths.put("^an instance cap", place -> "budget.instanceCap");
        paths.put("^an on-demand floor", place -> "spot.onDemandFloor");
        paths.put("^the period of policy|^policy ", place -> "policies");
        Map<Pattern, Function<Place, String>> compiled = new LinkedHashMap<>();
        paths.forEach((pattern, path) -> compiled.put(Pattern.compile(pattern), path));
        return compiled;
    }

    /** Reports each problem of a builder's message at its place. */
    static void report(IllegalArgumentException refusal, ReadScope scope) {
        String message = String.valueOf(refusal.getMessage());
        int start = message.startsWith("scaling target ") ? message.indexOf(": ") + 2 : 0;
        List<String> problems = new ArrayList<>();
        for (String part : message.substring(start).split("; ", -1)) {
            // A problem may contain the separator itself: what begins as no known problem goes on with the one before.
            if (problems.isEmpty() || !path(part, scope.root()).isEmpty()) {
                problems.add(part);
            } else {
                problems.add(problems.remove(problems.size() - 1) + "; " + part);
            }
        }
        for (String problem : problems) {
            scope.reportAt(path(problem, scope.root()), FindingCode.INVALID_POLICY, problem, "");
        }
    }

    /** Returns the path that a problem is about, empty if that is not known. */
    static String path(String problem, YamlNode root) {
        for (Map.Entry<Pattern, Function<Place, String>> entry : PATHS.entrySet()) {
            Matcher matcher = entry.getKey().matcher(problem);
            if (matcher.find()) {
                return entry.getValue().apply(new Place(matcher, root));
            }
        }
        return "";
    }

    /** Returns the path of the second item of a list that has the name found in the problem. */
    private static String second(Place place, String list, String key) {
        int seen = 0;
        List<YamlNode> items = items(place, list);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof YamlNode.Mapping item
                    && item.text(key).equals(place.matcher().group(1))
                    && ++seen == 2) {
                return NodePath.key(NodePath.item(list, i), key);
            }
        }
        return list;
    }

    /** Returns the path of the second policy that has the name found in the problem, given or taken from its signal. */
    private static String secondPolicy(Place place) {
        int seen = 0;
        for (String list : List.of("policies", "shadow")) {
            List<YamlNode> items = items(place, list);
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof YamlNode.Mapping kind
                        && policyName(kind).equals(place.matcher().group(1))
                        && ++seen == 2) {
                    return NodePath.item(list, i);
                }
            }
        }
        return "policies";
    }

    private static List<YamlNode> items(Place place, String list) {
        return place.root() instanceof YamlNode.Mapping mapping ? mapping.items(list) : List.of();
    }

    private static String policyName(YamlNode.Mapping kind) {
        for (YamlNode.Entry entry : kind.entries().values()) {
            if (entry.value() instanceof YamlNode.Mapping policy) {
                String name = policy.text("name");
                return name.isEmpty() ? policy.text("signal") : name;
            }
        }
        return "";
    }
}
