package io.selfscale.adapter.cli.journal;

import io.selfscale.adapter.cli.failure.CommandFailedException;
import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonObject;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReplay;
import io.selfscale.engine.journal.RecomputedDecision;
import io.selfscale.engine.journal.ReplayReport;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All decisions of a journal, as recorded and as computed again.
 *
 * @param file where they come from
 * @param decisions in order; copied
 * @param replay what computing them again came to
 */
public record JournalStory(JournalFile file, List<ToldDecision> decisions, ReplayReport replay) {

    public JournalStory {
        decisions = List.copyOf(decisions);
    }

    /**
     * Replays a journal and puts both sides together.
     *
     * @param override what to decide by, whatever the journal says, or null
     * @throws CommandFailedException if a record cannot be read
     */
    public static JournalStory of(JournalFile file, @Nullable ScalingSpec override) {
        String target = file.target();
        Map<Integer, RecomputedDecision> again = new HashMap<>();
        ReplayReport replay = new JournalReplay(
                        text -> SpecificationText.parse(text, target),
                        override,
                        decision -> again.put(decision.line(), decision))
                .replay(file.entries());
        List<ToldDecision> told = new ArrayList<>();
        for (int i = 0; i < file.entries().size(); i++) {
            if (file.entries().get(i) instanceof JournalEntry.Decided decided) {
                told.add(new ToldDecision(
                        i + 1, decided.observation(), recorded(file, i + 1, decided), again.get(i + 1)));
            }
        }
        return new JournalStory(file, told, replay);
    }

    private static @Nullable Decision recorded(JournalFile file, int line, JournalEntry.Decided decided) {
        Map<?, ?> json = decided.decision();
        if (json == null) {
            return null;
        }
        try {
            return DecisionCodec.decode(JsonObject.of(json), decided.observation());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    "the journal is damaged: " + file.path() + ":" + line + ": " + e.getMessage(), e);
        }
    }

    /** Returns why what can be said is less than all of it, or null: nothing was computed again, or it differs. */
    public @Nullable String reservation() {
        if (!replay.skipped().isEmpty()) {
            ReplayReport.Skipped first = replay.skipped().get(0);
            return "told from the records alone, without what would have changed them: " + first.reason();
        }
        return replay.differing() == 0
                ? null
                : replay.differing() + " lines differ when they are computed again; selfscale replay tells which";
    }
}
