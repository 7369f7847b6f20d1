package io.selfscale.adapter.yaml;

import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.WindowSpec;
import io.selfscale.policy.SignalWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changed for one target.
 *
 * @param target its name
 * @param kind whether it is new, gone or changed
 * @param changes the paths that differ, in order of the document; empty if the target is new or gone; copied
 * @param keptWindows windows that both policies look at in the same way, whose measurements remain good; copied
 */
public record PolicyDiff(String target, Kind kind, List<Change> changes, List<SignalWindow> keptWindows) {

    /** What happened to a target. */
    public enum Kind {
        /** There was no policy for it before. */
        ADDED,
        /** There is no policy for it any more. */
        REMOVED,
        /** Its policy changed. */
        CHANGED
    }

    /**
     * One value that changed.
     *
     * @param path such as {@code policies[0].threshold.out.for}
     * @param before what was written there, or null if nothing was: the default held
     * @param after what is written there, or null if nothing is: the default holds
     */
    public record Change(
            String path, @Nullable String before, @Nullable String after) {}

    public PolicyDiff {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(kind, "kind");
        changes = List.copyOf(changes);
        keptWindows = List.copyOf(keptWindows);
    }

    /** Returns the differences between the policies of all targets, by name of target. */
    static List<PolicyDiff> between(Map<String, PolicyDocument> before, Map<String, PolicyDocument> after) {
        List<PolicyDiff> diffs = new ArrayList<>();
        Set<String> targets = new LinkedHashSet<>(new TreeMap<>(before).keySet());
        targets.addAll(new TreeMap<>(after).keySet());
        for (String target : targets) {
            PolicyDocument old = before.get(target);
            PolicyDocument now = after.get(target);
            if (old == null) {
                diffs.add(new PolicyDiff(target, Kind.ADDED, List.of(), List.of()));
            } else if (now == null) {
                diffs.add(new PolicyDiff(target, Kind.REMOVED, List.of(), List.of()));
            } else {
                PolicyDiff diff = between(old.spec(), now.spec());
                if (!diff.changes().isEmpty()) {
                    diffs.add(diff);
                }
            }
        }
        return diffs;
    }

    /**
     * Returns the differences between two policies of a target.
     *
     * @throws IllegalArgumentException if a policy file cannot express one of them
     */
    public static PolicyDiff between(ScalingSpec before, ScalingSpec after) {
        Map<String, String> old = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        flatten("", PolicyWriter.tree(before), old);
        flatten("", PolicyWriter.tree(after), now);
        Set<String> paths = new LinkedHashSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                changes.add(new Change(path, old.get(path), now.get(path)));
            }
        }
        Set<WindowSpec> kept = new LinkedHashSet<>(before.windows());
        kept.retainAll(after.windows());
        return new PolicyDiff(
                after.target().name(),
                Kind.CHANGED,
                changes,
                kept.stream().map(WindowSpec::window).collect(Collectors.toUnmodifiableList()));
    }

    private static void flatten(String path, Object node, Map<String, String> values) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(NodePath.key(path, String.valueOf(key)), value, values));
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + i + "]", list.get(i), values);
            }
        } else {
            values.put(path, String.valueOf(node));
        }
    }
}
