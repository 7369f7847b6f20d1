package io.selfscale.adapter.yaml.tree;

import io.selfscale.adapter.yaml.finding.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths into a document: keys joined by dots, items by their index in brackets, keys that are no plain words in brackets
 * and quotes: {@code policies[0].threshold.out}, {@code combination.weightedVote.weights["http.requests"]}.
 */
public final class NodePath {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern SEGMENT =
            Pattern.compile("\\.?([A-Za-z_][A-Za-z0-9_-]*)|\\[(\\d{1,9})]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");
    private static final int LONGEST_KEY = 60;

    private NodePath() {}

    /** Returns the path of a key of the mapping at a path. */
    public static String key(String parent, String key) {
        if (!WORD.matcher(key).matches() || key.length() > LONGEST_KEY) {
            String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) : key;
            return parent + "[\""
                    + shown.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R|\\p{Cntrl}", " ") + "\"]";
        }
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** Returns the path of an item of the list at a path. */
    public static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** Returns the steps of a path, keys as text and indexes as integers; those up to the first that is no path. */
    public static List<Object> steps(String path) {
        List<Object> steps = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(path);
        int at = 0;
        while (at < path.length() && matcher.region(at, path.length()).lookingAt()) {
            String word = matcher.group(1);
            String index = matcher.group(2);
            String quoted = matcher.group(3);
            if (word != null) {
                steps.add(word);
            } else if (index != null) {
                steps.add(Integer.valueOf(index));
            } else if (quoted != null) {
                steps.add(quoted.replaceAll("\\\\(.)", "$1"));
            }
            at = matcher.end();
        }
        return steps;
    }

    /** Returns where a path leads in a document, or where the last part of it that is there stands. */
    public static Position position(YamlNode root, String path) {
        YamlNode node = root;
        Position position = root.position();
        for (Object step : steps(path)) {
            if (step instanceof String key && node instanceof YamlNode.Mapping mapping) {
                YamlNode.Entry entry = mapping.entries().get(key);
                if (entry == null) {
                    return position;
                }
                position = entry.place();
                node = entry.value();
            } else if (step instanceof Integer index
                    && node instanceof YamlNode.Sequence sequence
                    && index < sequence.items().size()) {
                node = sequence.items().get(index);
                position = node.position();
            } else {
                return position;
            }
        }
        return position;
    }
}
