package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with a checkpoint, so that all of it is reported at once.
 *
 * <p>Bounded: a hostile file can have millions of faults, and nobody reads more than the first few thousand.
 */
final class Problems {

    /** Five times the tensors of the largest known checkpoint: all of them may be missing and still be listed. */
    private static final int MAX_LISTED = 5_000;

    /** Names in messages come from files and may be huge. */
    private static final int MAX_SHOWN = 200;

    private final Path folder;
    private final List<String> listed = new ArrayList<>();
    private long count;

    Problems(Path folder) {
        this.folder = folder;
    }

    void add(String file, String what) {
        count++;
        if (listed.size() < MAX_LISTED) {
            listed.add(file + ": " + what);
        }
    }

    void addAll(CheckpointException other) {
        for (String problem : other.problems()) {
            count++;
            if (listed.size() < MAX_LISTED) {
                listed.add(problem);
            }
        }
    }

    /** How many problems there are so far; a reader compares it before and after to know whether its part is sound. */
    long count() {
        return count;
    }

    void throwIfAny() {
        if (count == 0) {
            return;
        }
        List<String> all = new ArrayList<>(listed);
        if (count > listed.size()) {
            all.add("and " + (count - listed.size()) + " more");
        }
        throw new CheckpointException(folder, all);
    }

    /** The text, cut when it is too long for a message and without control characters. */
    static String shown(String text) {
        String cut = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        StringBuilder clean = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            clean.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
        return clean.toString();
    }
}
