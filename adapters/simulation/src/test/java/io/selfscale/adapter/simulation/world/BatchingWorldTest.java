package io.selfscale.adapter.simulation.world;

import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.engine.queueing.BatchingQueue;
import io.selfscale.engine.queueing.ServiceModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One replica with a batch effect is the birth-death chain of semantics section 9.7. */
class BatchingWorldTest {

    /** Tokens of a request; many and short ones, so that whole numbers of them are as good as exponential. */
    private static final double TOKENS = 1e6;

    @ParameterizedTest(name = "{0} slots, {1} s + {2} s per request for the tokens of one, rho {3}")
    @CsvSource({"16, 1.28, 0.0512, 0.6", "8, 5.36, 0.134, 0.8", "4, 0.5, 0.5, 0.7", "2, 0.1, 1.0, 0.85"})
    void respondsAsTheBirthDeathChainSays(int slots, double alone, double perRequest, double rho) {
        ServiceModel.BatchingServer server =
                new ServiceModel.BatchingServer(0, TOKENS, alone / TOKENS, perRequest / TOKENS, slots);
        double perSecond = rho * server.capacityPerReplica();
        BatchingQueue chain = new BatchingQueue(perSecond, server);
        ReplicaModel model = new ReplicaModel(slots, 0, 0, 0, alone / TOKENS, perRequest / TOKENS);
        WorldSettings world = WorldSettings.standard(model, Duration.ofMinutes(1), 1, 1, 3);

        Validity.check(
                slots + " slots that share, rho " + rho,
                List.of(
                        new Validity.Figure("mean response", chain.meanResponseSeconds()),
                        new Validity.Figure("waiting probability", chain.waitProbability()),
                        new Validity.Figure("mean wait", chain.meanWaitSeconds())),
                seed -> {
                    RunRecord run = World.run(
                            Demands.markovian(perSecond, TOKENS, Validity.REQUESTS, seed), world, Worlds.fixed());
                    double[] waits = Validity.waits(run);
                    return new double[] {Validity.meanResponse(run), waits[0], waits[1]};
                });
    }
}
