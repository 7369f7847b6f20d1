package io.selfscale.adapter.cli.failure;

/** Something that was asked for cannot be done as it was asked: exit code 2. The message is one line for a person. */
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what, where, and what was expected, in one line
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause, which is shown when debugging only.
     *
     * @param message what, where, and what was expected, in one line
     * @param cause what reported it
     */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
