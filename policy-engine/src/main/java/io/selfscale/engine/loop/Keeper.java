package io.selfscale.engine.loop;

import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.StateStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes what must outlive the process: the state before an order leaves, and the journal. What cannot be written is
 * reported, never thrown. Confined to the scheduler thread.
 */
final class Keeper {

    private final String target;
    private final Journal journal;
    private final StateStore store;
    private final Clock clock;
    private final Listeners listeners;

    Keeper(String target, Shell.Records records, Clock clock, Listeners listeners) {
        this.target = target;
        this.journal = records.journal();
        this.store = records.store();
        this.clock = clock;
        this.listeners = listeners;
    }

    /**
     * Returns the state of an earlier run, if there is one.
     *
     * @throws IOException if the store cannot be read
     * @throws IllegalArgumentException if what it holds is not a state of this target
     */
    Optional<State> load(StateCodec codec) throws IOException {
        return store.load(target).map(codec::decode);
    }

    /** Saves a state, and tells whether that worked. */
    boolean save(StateCodec codec, State state) {
        try {
            store.save(target, codec.encode(state));
            listeners.works("state store");
            return true;
        } catch (IOException | RuntimeException e) {
            listeners.failed("state store", Failures.describe(e));
            return false;
        }
    }

    /** Records what decides from now on, and the state it begins with: a journal can be replayed from here. */
    void begun(Shell.Rules rules, State state) {
        Instant now = clock.instant();
        String text = rules.text();
        if (text != null) {
            record(() -> journal.specified(now, text));
        }
        snapshot(new StateCodec(rules.spec()), state);
    }

    void snapshot(StateCodec codec, State state) {
        record(() -> journal.snapshot(clock.instant(), codec.encode(state)));
    }

    void decided(Observation observation, Decision decision) {
        record(() -> journal.decided(observation, decision));
    }

    void ordered(OrderOutcome outcome) {
        record(() -> journal.ordered(clock.instant(), outcome));
    }

    private void record(Recording recording) {
        try {
            recording.run();
            listeners.works("journal");
        } catch (IOException | RuntimeException e) {
            listeners.failed("journal", Failures.describe(e));
        }
    }

    /** Writes to the journal. */
    @FunctionalInterface
    private interface Recording {
        void run() throws IOException;
    }
}
