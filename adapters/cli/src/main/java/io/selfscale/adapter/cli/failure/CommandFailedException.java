package io.selfscale.adapter.cli.failure;

/** A command could not do its work, for a reason that a person can act on: exit code 1. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what failed and why, in one line
     */
    public CommandFailedException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause, which is shown when debugging only.
     *
     * @param message what failed and why, in one line
     * @param cause what reported it
     */
    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
