package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.YamlNode;
import java.util.Map;

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
