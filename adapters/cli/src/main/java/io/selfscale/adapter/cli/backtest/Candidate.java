package io.selfscale.adapter.cli.backtest;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.engine.spec.PoolSpec;
import java.util.List;

/**
 * A policy that is to be tried.
 *
 * @param contender what decides; its name is that which was given
 * @param pools pools that it states; empty if it states none; copied
 */
public record Candidate(Contender contender, List<PoolSpec> pools) {

    public Candidate {
        pools = List.copyOf(pools);
    }

    String name() {
        return contender.name();
    }
}
