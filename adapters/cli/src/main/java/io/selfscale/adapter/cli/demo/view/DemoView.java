package io.selfscale.adapter.cli.demo.view;

/** Shows a demo to whoever watches. Safe for concurrent use; what cannot be shown is dropped, never waited for. */
public interface DemoView extends AutoCloseable {

    /** Shows one line about something that has just happened, and keeps it on the screen or in the output. */
    void event(String line);

    /** Shows how things stand; called several times a second. */
    void status(DemoStatus status);

    /** Ends the view and leaves the terminal as it was; what comes after that is dropped.
     * Idempotent. */
    @Override
    void close();
}
