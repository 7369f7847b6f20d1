package io.selfscale.inference.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint folder, or a file of one, cannot be used. The message lists every problem that was found, each with
 * its file and key or tensor, what was expected and what was found.
 */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    // A plain array keeps the exception serializable, as exceptions are.
    private final String[] problems;

    CheckpointException(Path where, List<String> problems) {
        super(message(where, problems));
        this.problems = problems.toArray(String[]::new);
    }

    CheckpointException(Path where, List<String> problems, Throwable cause) {
        this(where, problems);
        initCause(cause);
    }

    /** The problems one by one, at least one; each is a single sentence that starts with a file name. */
    public List<String> problems() {
        return List.of(problems);
    }

    private static String message(Path where, List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return "the checkpoint " + where + " cannot be used (" + count + "):\n  - " + String.join("\n  - ", problems);
    }
}
