package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A journal of {@code selfscale demo --journal} that is given by {@code -Dselfscale.journal=FILE}; a relative path counts
 * from the root of the repository.
 */
@EnabledIfSystemProperty(named = "selfscale.journal", matches = ".+")
class GivenJournalTest {

    @Test
    void isDecidedAgainInTheSimulationWithoutADifference() {
        Path file = Path.of(property("selfscale.root")).resolve(property("selfscale.journal"));
        SimulatedJournal simulated = SimulatedJournal.of(file);

        assertThat(simulated.rerun().decisions()).isPositive();
        assertThat(simulated.rerun().differences()).isEmpty();
        assertThat(simulated.rerun().differing()).isZero();
        assertThat(simulated.again().figures().replicaHours()).isPositive();
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        return value == null ? "" : value;
    }
}
