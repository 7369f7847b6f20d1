package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the recorded observations of a live run to the controller of the simulation, and compares what it decides with what
 * was decided live: the decision function and the loop around it must not make a difference.
 *
 * <p>Each run in the journal begins with its first snapshot, or with nothing where there is none. Confined to one thread.
 */
public final class JournalRerun {

    /** Decisions that differ of which the report tells, at most; all are counted. */
    public static final int MOST_LISTED = 20;

    /**
     * What came out.
     *
     * @param decisions decisions made again
     * @param changes those of them that changed the count
     * @param differing decisions that differ from the record
     * @param differences the first {@value #MOST_LISTED} of them, with their line; copied
     */
    public record Report(int decisions, int changes, int differing, List<String> differences) {
        public Report {
            differences = List.copyOf(differences);
        }
    }

    private final Function<String, ScalingSpec> specifications;
    private final List<String> differences = new ArrayList<>();
    private @Nullable ScalingSpec spec;
    private @Nullable EngineController controller;
    private boolean mayBegin = true;
    private int decisions;
    private int changes;
    private int differing;

    private JournalRerun(Function<String, ScalingSpec> specifications) {
        this.specifications = specifications;
    }

    /**
     * Decides again.
     *
     * @param entries a journal; entry {@code n} is line {@code n + 1}
     * @param specifications makes a specification of the text that the journal holds
     * @throws IllegalArgumentException if the journal does not say what was decided by, or it cannot be used
     */
    public static Report of(List<JournalEntry> entries, Function<String, ScalingSpec> specifications) {
        JournalRerun rerun = new JournalRerun(specifications);
        for (int i = 0; i < entries.size(); i++) {
            rerun.take(i + 1, entries.get(i));
        }
        return new Report(rerun.decisions, rerun.changes, rerun.differing, rerun.differences);
    }

    private void take(int line, JournalEntry entry) {
        if (entry instanceof JournalEntry.Specification specification) {
            spec = specifications.apply(specification.text());
            controller = null;
            mayBegin = true;
        } else if (entry instanceof JournalEntry.Snapshot snapshot) {
            begin(line, snapshot.state());
        } else if (entry instanceof JournalEntry.Decided decided) {
            decide(line, decided);
        }
    }

    /** Later snapshots of the same run are what the controller has come to itself. */
    private void begin(int line, String text) {
        State saved = new StateCodec(specification(line)).decode(text);
        EngineController current = controller;
        boolean anew = mayBegin
                || current == null
                || current.state().clock().observedSinceNanos() != saved.clock().observedSinceNanos();
        if (anew) {
            controller = EngineController.resuming(specification(line), saved);
        }
        mayBegin = true;
    }

    private void decide(int line, JournalEntry.Decided decided) {
        mayBegin = false;
        EngineController current = controller;
        if (current == null) {
            ScalingSpec from = specification(line);
            current = EngineController.resuming(from, State.initial(from));
            controller = current;
        }
        Controller.Control control = current.decide(decided.observation());
        Decision decision = control.decision();
        if (decision == null) {
            throw new AssertionError("the engine keeps a record of every decision");
        }
        decisions++;
        changes += decision.from() == decision.to() ? 0 : 1;
        compare(line, decided.decision(), decision);
    }

    private void compare(int line, @Nullable Map<?, ?> recorded, Decision decision) {
        if (recorded == null && decision.isRepeat()) {
            return;
        }
        String again = JsonWriter.write(DecisionCodec.encode(decision));
        if (recorded != null && recorded.equals(JsonReader.read(again))) {
            return;
        }
        differing++;
        if (differences.size() < MOST_LISTED) {
            differences.add("line " + line + ": " + (recorded == null ? "a repeat" : JsonWriter.write(recorded))
                    + " was recorded, " + again + " comes out");
        }
    }

    private ScalingSpec specification(int line) {
        ScalingSpec known = spec;
        if (known == null) {
            throw new IllegalArgumentException("line " + line
                    + " needs the specification that was decided by, which the" + " journal does not hold before it");
        }
        return known;
    }
}
