package io.selfscale.testkit;

import io.selfscale.policy.spi.StateStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A state store in memory, which can be made to fail; it survives the restart of a loop. Safe for concurrent use. */
public final class InMemoryStateStore implements StateStore {

    private final Map<String, String> states = new HashMap<>();
    private @Nullable String failure;
    private int saves;

    /** Creates an empty store. */
    public InMemoryStateStore() {}

    @Override
    public synchronized void save(String target, String state) throws IOException {
        failIfToldTo();
        states.put(Objects.requireNonNull(target, "target"), Objects.requireNonNull(state, "state"));
        saves++;
    }

    @Override
    public synchronized Optional<String> load(String target) throws IOException {
        failIfToldTo();
        return Optional.ofNullable(states.get(target));
    }

    private void failIfToldTo() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    /** Makes every further call fail, until {@link #recover()}. */
    public synchronized void failWith(String message) {
        failure = message;
    }

    /** Ends {@link #failWith}. */
    public synchronized void recover() {
        failure = null;
    }

    /** Returns the number of states that were saved. */
    public synchronized int saves() {
        return saves;
    }
}
