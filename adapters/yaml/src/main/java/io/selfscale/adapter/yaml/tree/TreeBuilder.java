package io.selfscale.adapter.yaml.tree;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** Builds nodes from parser events. An alias shares the node it names, so that repetition costs no memory. */
final class TreeBuilder {

    private static final Set<String> TAGS = Set.of(
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:seq",
            "tag:yaml.org,2002:map",
            "!");

    private final Findings findings;
    private final int linesBefore;
    private final Consumer<YamlDocument> documents;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private @Nullable YamlNode root;
    private int errorsBefore;
    private int nodes;
    private Position last;

    TreeBuilder(Findings findings, int linesBefore, Consumer<YamlDocument> documents) {
        this.findings = findings;
        this.linesBefore = linesBefore;
        this.documents = documents;
        this.last = new Position(linesBefore + 1, 1);
    }

    /** A list or mapping under construction. */
    private static final class Frame {
        final boolean mapping;
        final Position position;
        final @Nullable String anchor;
        final List<YamlNode> items = new ArrayList<>();
        final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

        @Nullable
        YamlNode key;

        int weight = 1;

        Frame(boolean mapping, Position position, @Nullable String anchor) {
            this.mapping = mapping;
            this.position = position;
            this.anchor = anchor;
        }
    }

    /** Returns where the last event began. */
    Position last() {
        return last;
    }

    /** Takes the next event; returns the place where a limit was exceeded, after which there is no going on, or null. */
    @Nullable
    Position take(Event event) {
        event.getStartMark()
                .ifPresent(mark -> last = new Position(linesBefore + mark.getLine() + 1, mark.getColumn() + 1));
        if (event instanceof DocumentStartEvent) {
            root = null;
            anchors.clear();
            nodes = 0;
            errorsBefore = findings.errors();
        } else if (event instanceof DocumentEndEvent) {
            documents.accept(new YamlDocument(root, findings.errors() == errorsBefore));
        } else if (event instanceof AliasEvent alias) {
            return alias(alias.getAlias().getValue());
        } else if (event instanceof ScalarEvent scalar) {
            checkTag(scalar.getTag().orElse(""));
            boolean text =
                    scalar.getTag().filter("tag:yaml.org,2002:str"::equals).isPresent();
            return add(new YamlNode.Scalar(scalar.getValue(), scalar.isPlain() && !text, last), anchor(scalar));
        } else if (event instanceof MappingStartEvent start) {
            checkTag(start.getTag().orElse(""));
            return open(new Frame(true, last, anchor(start)));
        } else if (event instanceof SequenceStartEvent start) {
            checkTag(start.getTag().orElse(""));
            return open(new Frame(false, last, anchor(start)));
        } else if (event instanceof CollectionEndEvent) {
            return close(frames.pop());
        }
        return null;
    }

    private static @Nullable String anchor(NodeEvent event) {
        return event.getAnchor().map(Anchor::getValue).orElse(null);
    }

    private void checkTag(String tag) {
        if (!tag.isEmpty() && !TAGS.contains(tag)) {
            findings.add(
                    FindingCode.WRONG_TYPE,
                    last,
                    "",
                    "the tag " + Quoted.of(tag) + " means nothing here",
                    "Remove it.");
        }
    }

    private @Nullable Position open(Frame frame) {
        if (frames.size() >= TreeLimits.DEEPEST) {
            return tooLarge("lists and mappings are nested more than " + TreeLimits.DEEPEST + " deep");
        }
        frames.push(frame);
        return null;
    }

    private @Nullable Position close(Frame frame) {
        YamlNode node = frame.mapping
                ? new YamlNode.Mapping(Collections.unmodifiableMap(frame.entries), frame.position, frame.weight)
                : new YamlNode.Sequence(List.copyOf(frame.items), frame.position, frame.weight);
        return add(node, frame.anchor);
    }

    private @Nullable Position alias(String anchor) {
        YamlNode node = anchors.get(anchor);
        if (node == null) {
            findings.add(
                    FindingCode.SYNTAX,
                    last,
                    "",
                    "the alias " + Quoted.of("*" + anchor) + " names nothing that is complete above it",
                    "Give a value the anchor &" + anchor + " first.");
            node = new YamlNode.Scalar("", true, last);
        }
        // All of it is there once more.
        nodes += node.weight() - 1;
        return add(node, null);
    }

    private @Nullable Position add(YamlNode node, @Nullable String anchor) {
        nodes++;
        if (nodes > TreeLimits.MOST_NODES) {
            return tooLarge("a document may have " + TreeLimits.MOST_NODES
                    + " values, counting each repetition by an alias, but this one has more");
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        Frame frame = frames.peek();
        if (frame == null) {
            root = node;
        } else {
            frame.weight = Math.addExact(frame.weight, node.weight());
            if (frame.mapping) {
                addToMapping(frame, node);
            } else {
                frame.items.add(node);
            }
        }
        return null;
    }

    private void addToMapping(Frame frame, YamlNode node) {
        YamlNode key = frame.key;
        if (key == null) {
            frame.key = node;
            return;
        }
        frame.key = null;
        if (!(key instanceof YamlNode.Scalar name)) {
            findings.add(
                    FindingCode.WRONG_TYPE, key.position(), "", "a key must be text but was " + key.describe(), "");
            return;
        }
        YamlNode.Entry before =
                frame.entries.putIfAbsent(name.text(), new YamlNode.Entry(name.text(), name.position(), node));
        if (before != null) {
            findings.add(
                    FindingCode.DUPLICATE_KEY,
                    name.position(),
                    "",
                    "the key " + Quoted.of(name.text()) + " is there already, in line "
                            + before.keyPosition().line(),
                    "Remove one of them.");
        }
    }

    private Position tooLarge(String message) {
        findings.add(FindingCode.TOO_LARGE, last, "", message, "Make the document smaller.");
        return last;
    }
}
