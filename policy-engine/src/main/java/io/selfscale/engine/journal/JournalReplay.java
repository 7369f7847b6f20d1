package io.selfscale.engine.journal;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Computes every decision of a journal again, from its snapshots and observations, and compares: bit for bit with the
 * recorded decisions and with each snapshot that the replay comes to. What policies outside the decision function advised
 * is part of the observations, so that they need not be there; policies inside it must be in the specification.
 *
 * <p>A snapshot begins a life where none precedes it, where it follows another one or a specification, and where its
 * observation began anew: nothing that happened between two lives is in a journal. Runs once; confined to one thread.
 */
public final class JournalReplay {

    /** Differences that a report lists, at most; all of them are counted. */
    public static final int MOST_LISTED = 100;

    private final Function<String, ScalingSpec> specifications;
    private final @Nullable ScalingSpec override;
    private final Consumer<RecomputedDecision> listener;

    private final List<ReplayReport.Difference> differences = new ArrayList<>();
    private final List<ReplayReport.Skipped> skipped = new ArrayList<>();
    private @Nullable ScalingSpec spec;
    private @Nullable State state;
    private String whyNot = "the journal holds no specification";
    private boolean mayBegin = true;
    private int recomputed;
    private int changes;
    private int states;
    private int lives;
    private int differing;

    /**
     * Creates a replay.
     *
     * @param specifications makes a specification of the text that the journal holds; throws {@link
     *     IllegalArgumentException} if it cannot, and the decisions made by it are then skipped
     * @param override what to decide by, whatever the journal says, or null
     * @param listener is told of every decision, in order
     */
    public JournalReplay(
            Function<String, ScalingSpec> specifications,
            @Nullable ScalingSpec override,
            Consumer<RecomputedDecision> listener) {
        this.specifications = specifications;
        this.override = override;
        this.spec = override;
        this.listener = listener;
    }

    /** Replays a journal that was decided by one specification, which it need not hold. */
    public static ReplayReport replay(ScalingSpec spec, List<JournalEntry> entries) {
        return new JournalReplay(text -> spec, spec, decision -> {}).replay(entries);
    }

    /** Replays the entries of one file, in which entry {@code n} is line {@code n + 1}. */
    public ReplayReport replay(List<JournalEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            JournalEntry entry = entries.get(i);
            if (entry instanceof JournalEntry.Specification specification) {
                specified(specification.text());
            } else if (entry instanceof JournalEntry.Snapshot snapshot) {
                snapshot(i + 1, snapshot.state());
            } else if (entry instanceof JournalEntry.Decided decided) {
                decided(i + 1, decided);
            }
        }
        return new ReplayReport(recomputed, changes, states, lives, differing, differences, skipped);
    }

    private void specified(String text) {
        mayBegin = true;
        if (override != null) {
            return;
        }
        ScalingSpec before = spec;
        State last = state;
        spec = null;
        state = null;
        try {
            ScalingSpec next = specifications.apply(text);
            if (before != null
                    && last != null
                    && before.target().name().equals(next.target().name())) {
                // Until the snapshot that follows: what fits of the last state goes on.
                state = new StateCodec(next).decode(new StateCodec(before).encode(last));
            }
            spec = next;
        } catch (IllegalArgumentException e) {
            whyNot = "its specification cannot be used: " + e.getMessage();
        }
    }

    private void snapshot(int line, String text) {
        ScalingSpec current = spec;
        if (current == null) {
            return;
        }
        StateCodec codec = new StateCodec(current);
        State saved;
        try {
            saved = codec.decode(text);
        } catch (IllegalArgumentException e) {
            differ(line, "state", text, "not readable: " + e.getMessage());
            return;
        }
        State reached = state;
        // After a crash the next life begins with what was saved last, which need not be what the journal ends with.
        if (mayBegin
                || reached == null
                || saved.clock().observedSinceNanos() != reached.clock().observedSinceNanos()) {
            lives++;
        } else {
            states++;
            compare(line, "state.", JsonReader.read(text), JsonReader.read(codec.encode(reached)));
        }
        state = saved;
        mayBegin = true;
    }

    private void decided(int line, JournalEntry.Decided decided) {
        mayBegin = false;
        ScalingSpec current = spec;
        if (current == null) {
            skip(line);
            return;
        }
        State before = state;
        if (before == null) {
            before = State.initial(current);
            lives++;
        }
        Step<State> step = Decider.decide(current, before, decided.observation());
        Decision decision = step.decision();
        state = step.state();
        recomputed++;
        changes += decision.from() == decision.to() ? 0 : 1;
        Map<?, ?> recorded = decided.decision();
        if (recorded != null) {
            compare(line, "", recorded, JsonReader.read(JsonWriter.write(DecisionCodec.encode(decision))));
        } else if (!decision.isRepeat()) {
            differ(line, "repeat", "true", JsonWriter.write(DecisionCodec.encode(decision)));
        }
        listener.accept(new RecomputedDecision(line, current, before, decided.observation(), decision));
    }

    private void compare(int line, String prefix, @Nullable Object recorded, @Nullable Object again) {
        JsonComparison.Difference difference = JsonComparison.first(recorded, again);
        if (difference != null) {
            differ(line, prefix + difference.field(), difference.left(), difference.right());
        }
    }

    private void differ(int line, String field, String recorded, String again) {
        differing++;
        if (differences.size() < MOST_LISTED) {
            differences.add(new ReplayReport.Difference(line, field, recorded, again));
        }
    }

    private void skip(int line) {
        int last = skipped.size() - 1;
        if (last >= 0 && skipped.get(last).reason().equals(whyNot)) {
            ReplayReport.Skipped before = skipped.get(last);
            skipped.set(last, new ReplayReport.Skipped(before.line(), before.decisions() + 1, whyNot));
        } else {
            skipped.add(new ReplayReport.Skipped(line, 1, whyNot));
        }
    }
}
