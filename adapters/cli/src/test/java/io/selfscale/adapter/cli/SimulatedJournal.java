package io.selfscale.adapter.cli;

import io.selfscale.adapter.cli.journal.JournalFile;
import io.selfscale.adapter.cli.journal.SpecificationText;
import io.selfscale.adapter.simulation.backtest.Backtest;
import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.adapter.simulation.backtest.Outcome;
import io.selfscale.adapter.simulation.backtest.Setting;
import io.selfscale.adapter.simulation.journal.Assumptions;
import io.selfscale.adapter.simulation.journal.JournalRerun;
import io.selfscale.adapter.simulation.journal.JournalWorld;
import io.selfscale.engine.journal.JournalEntry;
import io.selfscale.engine.spec.ScalingSpec;
import java.nio.file.Path;

/**
 * A live journal in the simulation.
 *
 * @param rerun its recorded observations decided again
 * @param world the world that is made of it
 * @param again its own policy in that world
 */
record SimulatedJournal(JournalRerun.Report rerun, JournalWorld world, Outcome again) {

    static SimulatedJournal of(Path path) {
        JournalFile file = JournalFile.read(path);
        String target = file.target();
        JournalRerun.Report rerun = JournalRerun.of(file.entries(), text -> SpecificationText.parse(text, target));
        ScalingSpec spec = file.entries().stream()
                .filter(JournalEntry.Specification.class::isInstance)
                .map(entry -> SpecificationText.parse(((JournalEntry.Specification) entry).text(), target))
                .findFirst()
                .orElseThrow();
        JournalWorld world =
                JournalWorld.of(path.toString(), file.entries(), Assumptions.DEFAULT.withSpecification(spec));
        Setting setting = new Setting(
                world.demand(),
                world.settings(),
                spec.target().min(),
                spec.target().max());
        return new SimulatedJournal(rerun, world, Backtest.run(Contender.of("live", spec), setting));
    }
}
