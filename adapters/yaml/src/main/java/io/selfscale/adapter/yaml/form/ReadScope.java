package io.selfscale.adapter.yaml.form;

import io.selfscale.adapter.yaml.finding.FindingCode;
import io.selfscale.adapter.yaml.finding.Findings;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.adapter.yaml.tree.NodePath;
import io.selfscale.adapter.yaml.tree.YamlNode;
import io.selfscale.policy.Signal;
import org.jspecify.annotations.Nullable;

/**
 * Where a value is read, and what is known there.
 *
 * @param root of the document
 * @param findings takes what is wrong
 * @param signals the signals of the document
 * @param path of the value
 * @param place to point at if the value is wrong
 * @param subject the signal that quantities are about, or null
 */
public record ReadScope(
        YamlNode root,
        Findings findings,
        SignalBook signals,
        String path,
        Position place,
        @Nullable Signal subject) {

    /** Returns the scope of a whole document. */
    public static ReadScope of(YamlNode root, Findings findings) {
        return new ReadScope(root, findings, SignalBook.collect(root), "", root.position(), null);
    }

    /** Returns the scope of an entry. */
    public ReadScope entry(YamlNode.Entry entry) {
        return new ReadScope(root, findings, signals, NodePath.key(path, entry.key()), entry.place(), subject);
    }

    /** Returns the scope of an item of a list. */
    public ReadScope item(int index, YamlNode item) {
        return new ReadScope(root, findings, signals, NodePath.item(path, index), item.position(), subject);
    }

    /** Returns the scope with another subject. */
    public ReadScope about(Signal signal) {
        return new ReadScope(root, findings, signals, path, place, signal);
    }

    /** Reports that the value is wrong. */
    public void report(FindingCode code, String message, String remedy) {
        findings.add(code, place, path, message, remedy);
    }

    /** Reports something about a value elsewhere in the document, by its path. */
    public void reportAt(String path, FindingCode code, String message, String remedy) {
        findings.add(code, NodePath.position(root, path), path, message, remedy);
    }

    /** Reports that something else was expected than the node. */
    public void wrongType(String expected, YamlNode node) {
        report(
                FindingCode.WRONG_TYPE,
                name() + " must be " + expected + " but was " + node.describe(),
                "Write " + expected + ".");
    }

    /** Returns what the value is called in messages: its path, or {@code the document}. */
    public String name() {
        return path.isEmpty() ? "the document" : path;
    }
}
