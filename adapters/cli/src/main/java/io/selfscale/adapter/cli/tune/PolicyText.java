package io.selfscale.adapter.cli.tune;

import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.yaml.PlacedValue;
import io.selfscale.adapter.yaml.PolicyDocument;
import io.selfscale.adapter.yaml.PolicyFile;
import io.selfscale.adapter.yaml.PolicyReader;
import io.selfscale.adapter.yaml.finding.Position;
import io.selfscale.engine.spec.ScalingSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file with one policy, in which values can be replaced: everything else stays as it is, comments included.
 *
 * @param name what the file is called
 * @param text what is in it
 * @param document the policy
 * @param added lines that were added, and are left out where nothing in them was changed; copied
 */
record PolicyText(String name, String text, PolicyDocument document, List<Span> added) {

    PolicyText {
        added = List.copyOf(added);
    }

    PolicyText(String name, String text, PolicyDocument document) {
        this(name, text, document, List.of());
    }

    /**
     * A part of the text.
     *
     * @param from where it begins
     * @param to where it has ended
     */
    record Span(int from, int to) {
        boolean has(int offset) {
            return offset >= from && offset < to;
        }
    }

    /** A replacement of a part of a text. */
    private record Edit(int offset, int length, String by) {}

    /** Tells whether it is a manifest of another autoscaler. */
    boolean isManifest() {
        return !document.kind().equals("ScalingPolicy");
    }

    /** Returns where a value stands in the text, without quotes, or -1 if it is written in another way than it reads. */
    int offset(PlacedValue value) {
        int offset = offset(value.position());
        if (offset < 0 || offset >= text.length()) {
            return -1;
        }
        char first = text.charAt(offset);
        if (first == '"' || first == '\'') {
            boolean same = text.startsWith(value.text() + first, offset + 1);
            return same ? offset + 1 : -1;
        }
        return text.startsWith(value.text(), offset) ? offset : -1;
    }

    private int offset(Position position) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int line = 1; line < position.line(); line++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return -1;
            }
            start = end + 1;
        }
        int column = position.column() - 1;
        return text.codePointCount(start, text.length()) < column ? -1 : text.offsetByCodePoints(start, column);
    }

    /** Returns the text with the values of a point. */
    String with(List<Knob> knobs, Point point) {
        return edited(edits(knobs, point));
    }

    /** Returns the text with the values of a point, and a comment at the end of each line with what was there before. */
    String withComments(List<Knob> knobs, Point point) {
        String plain = with(knobs, point);
        List<Edit> edits = edits(knobs, point);
        Map<Integer, String> comments = new LinkedHashMap<>();
        for (int i = 0; i < knobs.size(); i++) {
            Knob knob = knobs.get(i);
            if (point.value(i) != knob.parameter().given() && knob instanceof Knob.Numeral number) {
                int end = text.indexOf('\n', number.offset());
                end = end < 0 ? text.length() : end;
                end = end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
                String key = number.parameter().name().replaceFirst("^.*[.\\]](?=.)", "");
                comments.merge(
                        end,
                        key + (isAdded(number.offset()) ? " was left at " : " was ") + number.original(),
                        (one, other) -> one + ", " + other);
            }
        }
        comments.forEach((end, comment) -> edits.add(new Edit(end, 0, "  # " + comment)));
        String commented = edited(edits);
        // In the middle of a text of several lines a comment would be none.
        return values(commented).equals(values(plain)) ? commented : plain;
    }

    private static List<String> values(String text) {
        return PolicyReader.read("", text).documents().stream()
                .flatMap(document -> document.positions().values().stream())
                .map(value -> value.path() + "=" + value.text())
                .toList();
    }

    private boolean isAdded(int offset) {
        return added.stream().anyMatch(span -> span.has(offset));
    }

    private List<Edit> edits(List<Knob> knobs, Point point) {
        List<Edit> edits = new ArrayList<>();
        List<Span> unchanged = new ArrayList<>(added);
        for (int i = 0; i < knobs.size(); i++) {
            if (knobs.get(i) instanceof Knob.Numeral number
                    && point.value(i) != number.parameter().given()) {
                unchanged.removeIf(span -> span.has(number.offset()));
            }
        }
        unchanged.forEach(span -> edits.add(new Edit(span.from(), span.to() - span.from(), "")));
        for (int i = 0; i < knobs.size(); i++) {
            Knob knob = knobs.get(i);
            if (knob instanceof Knob.Numeral number
                    && unchanged.stream().noneMatch(span -> span.has(number.offset()))) {
                edits.add(new Edit(number.offset(), number.original().length(), number.written(point.value(i))));
            } else if (knob instanceof Knob.Switch off && point.value(i) == 0) {
                for (int line = off.from(); line < off.to(); line++) {
                    int start = offset(new Position(line + 1, 1));
                    int end = text.indexOf('\n', start);
                    if (!text.substring(start, end < 0 ? text.length() : end).isBlank()) {
                        edits.add(new Edit(start + off.column(), 0, "# "));
                    }
                }
            }
        }
        return edits;
    }

    private String edited(List<Edit> edits) {
        List<Edit> ordered = new ArrayList<>(edits);
        ordered.sort(Comparator.comparingInt(Edit::offset));
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Edit edit : ordered) {
            result.append(text, at, edit.offset()).append(edit.by());
            at = edit.offset() + edit.length();
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Returns the policy of a text, or null if there is none, or something is wrong with it. */
    static @Nullable ScalingSpec spec(String name, String text) {
        PolicyFile file = PolicyReader.read(name, text);
        return file.isValid() && file.documents().size() == 1
                ? file.documents().get(0).spec()
                : null;
    }
}
