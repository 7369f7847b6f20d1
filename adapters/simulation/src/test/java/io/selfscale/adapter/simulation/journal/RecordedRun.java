package io.selfscale.adapter.simulation.journal;

import io.selfscale.adapter.simulation.control.Adaptation;
import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.control.EngineController;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.journal.JournalReader;
import io.selfscale.engine.journal.JsonLinesJournal;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A run of a world whose controller keeps a journal as the live loop does.
 *
 * @param spec what decided
 * @param run what came out
 * @param entries the journal, read from its file
 */
record RecordedRun(ScalingSpec spec, RunRecord run, List<JournalEntry> entries) {

    /** Ticks between two snapshots. */
    private static final int SNAPSHOT_TICKS = 40;

    static RecordedRun of(ScalingSpec plain, Demand demand, WorldSettings world, Path file) throws IOException {
        ScalingSpec spec = Adaptation.adapt(plain, world, 1, 20);
        RunRecord run;
        try (JsonLinesJournal journal = JsonLinesJournal.open(file)) {
            run = World.run(demand, world, new Recording(spec, journal, world));
        }
        return new RecordedRun(spec, run, JournalReader.read(file));
    }

    private static final class Recording implements Controller {

        private final EngineController engine;
        private final StateCodec codec;
        private final Journal journal;
        private int ticks;

        Recording(ScalingSpec spec, Journal journal, WorldSettings world) throws IOException {
            this.engine = new EngineController(spec);
            this.codec = new StateCodec(spec);
            this.journal = journal;
            journal.specified(world.start(), "the policy");
            journal.snapshot(world.start(), codec.encode(engine.state()));
        }

        @Override
        public Control decide(Seen seen) {
            Observation observation = engine.observe(seen);
            Control control = engine.decide(observation);
            Decision decision = Objects.requireNonNull(control.decision());
            try {
                journal.decided(observation, decision);
                if (++ticks % SNAPSHOT_TICKS == 0) {
                    journal.snapshot(seen.wallTime(), codec.encode(engine.state()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return control;
        }
    }
}
