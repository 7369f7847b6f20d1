package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.control.Controller;
import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import io.selfscale.engine.queueing.MultiServerQueue;
import io.selfscale.policy.ServiceLevel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErlangWorldTest {

    @Test
    void waitsAsErlangSaysInAFixedFleet() {
        int slots = 4;
        int replicas = 3;
        double rate = 10.0;
        int requests = 1_000_000;
        ReplicaModel model = new ReplicaModel(slots, 0, 0, 0, 1e-6, 0);
        SplittableRandom random = new SplittableRandom(11);
        Demand.Builder demand = Demand.named("poisson");
        double at = 0;
        for (int i = 0; i < requests; i++) {
            at += -Math.log(1 - random.nextDouble()) / rate;
            demand.add(at, 0, 0, (int) Math.round(-Math.log(1 - random.nextDouble()) * 1e6));
        }
        Controller fixed = seen -> new Controller.Control(replicas, ServiceLevel.FULL, List.of(), null);
        RunRecord run = World.run(
                demand.lasting(Duration.ofSeconds((long) at + 1)),
                WorldSettings.standard(model, Duration.ofMinutes(1), 1, replicas, 1),
                fixed);
        MultiServerQueue expected = new MultiServerQueue(rate, 1, slots * replicas);
        double sum = 0;
        int waited = 0;
        for (int i = 0; i < requests; i++) {
            double wait = run.requests().startSeconds(i) - run.demand().arrivalSeconds(i);
            sum += wait;
            if (wait > 0) {
                waited++;
            }
        }
        assertThat(sum / requests).isCloseTo(expected.meanWaitSeconds(), within(0.02 * expected.meanWaitSeconds()));
        assertThat(waited / (double) requests).isCloseTo(expected.waitProbability(), within(0.01));
    }
}
