package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each part of a document stands in its file. Immutable. */
public final class Positions {

    private final YamlNode root;
    private final Map<String, String> origins;

    /**
     * Creates the positions of a document.
     *
     * @param origins for a manifest, the path in it that a path of the policy comes from
     */
    Positions(YamlNode root, Map<String, String> origins) {
        this.root = root;
        this.origins = Map.copyOf(origins);
    }

    /**
     * Returns where a path stands, or where its nearest ancestor that is there stands: a value that is one piece of text
     * at its own place, a list or a mapping at its key.
     *
     * @param path such as {@code policies[0].threshold.out.for}; any text
     */
    public Position at(String path) {
        return NodePath.position(root, origin(path));
    }

    /** Returns every single value, in the order of the file; what an alias repeats is there where it stands. */
    public List<PlacedValue> values() {
        List<PlacedValue> values = new ArrayList<>();
        collect(root, "", values, new HashSet<>());
        return List.copyOf(values);
    }

    private static void collect(YamlNode node, String path, List<PlacedValue> values, Set<Position> seen) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries().values()) {
                collect(entry.value(), NodePath.key(path, entry.key()), values, seen);
            }
        } else if (node instanceof YamlNode.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                collect(sequence.items().get(i), NodePath.item(path, i), values, seen);
            }
        } else if (node instanceof YamlNode.Scalar scalar && !scalar.isEmpty() && seen.add(scalar.position())) {
            values.add(new PlacedValue(path, scalar.text(), scalar.position()));
        }
    }

    private String origin(String path) {
        if (origins.isEmpty()) {
            return path;
        }
        String longest = "";
        for (String known : origins.keySet()) {
            boolean within = path.equals(known)
                    || (path.startsWith(known)
                            && (path.charAt(known.length()) == '.' || path.charAt(known.length()) == '['));
            if (within && known.length() > longest.length()) {
                longest = known;
            }
        }
        return longest.isEmpty() ? "" : origins.getOrDefault(longest, "");
    }
}
