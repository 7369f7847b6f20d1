package io.selfscale.engine.pain;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.codec.DecisionCodec;
import io.selfscale.engine.codec.JsonReader;
import io.selfscale.engine.codec.JsonWriter;
import io.selfscale.engine.explain.RecordedTick;
import io.selfscale.engine.explain.SimulatedTarget;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReplay;
import io.selfscale.engine.journal.ReplayReport;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pain 21: nobody can try a policy without letting it loose. Here a journal is decided again, by the same or another one. */
class Pain21DryRunTest {

    /** Returns what a journal file of the run holds, with a snapshot at the beginning, every 100 ticks and at the end. */
    private static List<JournalEntry> journal(SimulatedTarget target) {
        StateCodec codec = new StateCodec(target.spec());
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < target.ticks().size(); i++) {
            if (i % 100 == 0) {
                entries.add(new JournalEntry.Snapshot(
                        codec.encode(target.statesBefore().get(i))));
            }
            RecordedTick tick = target.ticks().get(i);
            Decision decision = tick.decision();
            entries.add(new JournalEntry.Decided(
                    tick.observation(),
                    decision == null
                            ? null
                            : (Map<?, ?>) JsonReader.read(JsonWriter.write(DecisionCodec.encode(decision)))));
        }
        entries.add(new JournalEntry.Snapshot(codec.encode(target.state())));
        return entries;
    }

    @Test
    void decidesALiveJournalAgainBitForBit() throws Exception {
        for (Map.Entry<String, ScalingSpec> item : Corpus.specs().entrySet()) {
            SimulatedTarget target = Corpus.play(item.getValue(), 21);

            ReplayReport report = JournalReplay.replay(item.getValue(), journal(target));

            assertThat(report.differences()).as(item.getKey()).isEmpty();
            assertThat(report.isEqual()).isTrue();
            assertThat(report.recomputed()).isEqualTo(target.ticks().size());
            assertThat(report.states()).isGreaterThan(10);
            assertThat(report.changes()).isPositive();
        }
    }

    @Test
    void aDecodedRecordExplainsAsTheDecisionItself() throws Exception {
        for (ScalingSpec spec : Corpus.specs().values()) {
            SimulatedTarget target = Corpus.play(spec, 22);
            for (RecordedTick tick : target.ticks()) {
                Decision decision = tick.decision();
                if (decision != null) {
                    String json = JsonWriter.write(DecisionCodec.encode(decision));
                    assertThat(DecisionCodec.decode(JsonReader.readObject(json), tick.observation()))
                            .isEqualTo(decision);
                }
            }
        }
    }

    @Test
    void tellsLineAndFieldOfTheFirstDecisionThatAnotherPolicyMakesOtherwise() throws Exception {
        ScalingSpec live = spec(10);
        SimulatedTarget target = Corpus.play(live, 23);
        List<JournalEntry> journal = journal(target);

        ReplayReport report = JournalReplay.replay(spec(9), journal);

        assertThat(report.isEqual()).isFalse();
        ReplayReport.Difference first = report.differences().get(0);
        assertThat(first.field()).contains("proposals[0].proposal");
        assertThat(journal.get(first.line() - 1)).isInstanceOf(JournalEntry.Decided.class);
        assertThat(report.recomputed()).isEqualTo(target.ticks().size());
    }

    private static ScalingSpec spec(int target) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 12))
                .tick(Duration.ofSeconds(5))
                .signal(Corpus.QUEUE)
                .policy(TargetTracking.averageValue(Corpus.QUEUE, target).every(Duration.ZERO))
                .limits(Limits.hpaDefaults())
                .build();
    }

    @Test
    void findsARecordThatWasTamperedWith() throws Exception {
        ScalingSpec spec = Corpus.specs().get("every limit");
        List<JournalEntry> journal = journal(Corpus.play(Objects.requireNonNull(spec), 24));
        int line = 0;
        for (int i = 0; i < journal.size() && line == 0; i++) {
            if (journal.get(i) instanceof JournalEntry.Decided decided
                    && decided.decision() != null
                    && Objects.equals(decided.decision().get("to"), 5L)) {
                String text = JsonWriter.write(decided.decision()).replace("\"to\":5", "\"to\":6");
                journal.set(i, new JournalEntry.Decided(decided.observation(), (Map<?, ?>) JsonReader.read(text)));
                line = i + 1;
            }
        }

        ReplayReport report = JournalReplay.replay(spec, journal);

        assertThat(report.differences()).containsExactly(new ReplayReport.Difference(line, "to", "6", "5"));
        assertThat(report.differences().get(0).text()).isEqualTo("line " + line + ": to was 6, is 5");
    }

    @Test
    void saysWhatCannotBeDecidedAgain() throws Exception {
        List<JournalEntry> entries = new ArrayList<>(journal(Corpus.play(spec(10), 25)));
        ReplayReport report = new JournalReplay(
                        text -> {
                            throw new IllegalArgumentException("policy forecast is not known here");
                        },
                        null,
                        decision -> {})
                .replay(entries);

        assertThat(report.isEqual()).isFalse();
        assertThat(report.recomputed()).isZero();
        assertThat(report.skipped()).hasSize(1);
        assertThat(report.skipped().get(0).reason()).isEqualTo("the journal holds no specification");
        assertThat(report.skipped().get(0).line()).isEqualTo(2);
    }
}
