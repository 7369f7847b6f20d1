package io.selfscale.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides again what a journal says, where each life of its loop begins with a specification and a snapshot. */
public final class ReplayedJournal {

    private ReplayedJournal() {}

    /** Is told what is read, in order. */
    public interface Reader {

        /**
         * A part of the journal begins that can be replayed by itself: with a life of a loop, or within one with a new file
         * after a rotation.
         */
        void begins(State state);

        /** Something was decided. */
        void decided(Observation observation, Decision decision);
    }

    /** Checks a journal without a reader. */
    public static int check(ScalingSpec spec, List<JournalEntry> entries) {
        return check(spec, entries, new Reader() {
            @Override
            public void begins(State state) {}

            @Override
            public void decided(Observation observation, Decision decision) {}
        });
    }

    /**
     * Checks that every decision comes out again to the last bit, and every snapshot is the state that it led to.
     *
     * @return the number of decisions compared
     */
    public static int check(ScalingSpec spec, List<JournalEntry> entries, Reader reader) {
        StateCodec codec = new StateCodec(spec);
        State state = null;
        int compared = 0;
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Specification) {
                state = null;
            } else if (entry instanceof JournalEntry.Snapshot snapshot) {
                State saved = codec.decode(snapshot.state());
                assertThat(codec.encode(saved)).isEqualTo(snapshot.state());
                assertThat(state == null || state.equals(saved))
                        .as("snapshot after %d decisions", compared)
                        .isTrue();
                if (state == null) {
                    reader.begins(saved);
                }
                state = saved;
            } else if (entry instanceof JournalEntry.Decided decided && state != null) {
                Step<State> again = Decider.decide(spec, state, decided.observation());
                same(decided, again.decision());
                reader.decided(decided.observation(), again.decision());
                state = again.state();
                compared++;
            }
        }
        return compared;
    }

    private static void same(JournalEntry.Decided decided, Decision again) {
        if (decided.decision() == null) {
            assertThat(again.isRepeat()).isTrue();
            return;
        }
        @Nullable Object written = JsonReader.read(JsonWriter.write(decided.decision()));
        assertThat(JsonReader.read(JsonWriter.write(DecisionCodec.encode(again))))
                .isEqualTo(written);
    }
}
