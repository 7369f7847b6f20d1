package io.selfscale.adapter.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BatchingReplicaProperties {

    private static final int REQUESTS = 80;

    private final double[] arrivals = new double[REQUESTS];
    private final double[] prefills = new double[REQUESTS];
    private final double[] tokens = new double[REQUESTS];

    @Property(tries = 300)
    void endsEachRequestWhenCountingItsTokensDownDoes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int slots = 1 + random.nextInt(8);
        double alpha = 0.01 + 0.04 * random.nextDouble();
        double beta = random.nextBoolean() ? 0 : 0.02 * random.nextDouble();
        double at = 0;
        for (int i = 0; i < REQUESTS; i++) {
            at += 2 * random.nextDouble() * (random.nextInt(10) == 0 ? 20 : 1);
            arrivals[i] = at;
            prefills[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            tokens[i] = random.nextInt(5) == 0 ? 0 : random.nextInt(200);
        }

        double[] ends = ends(new BatchingReplica(new ReplicaModel(slots, 0, 0, 0, alpha, beta)), slots);

        double[] expected = countedDown(slots, alpha, beta);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(ends[i]).as("end of request %d", i).isCloseTo(expected[i], within(1e-6));
        }
    }

    /** Requests that find no slot free are left out: their end is -1. */
    private double[] ends(BatchingReplica replica, int slots) {
        double[] ends = new double[REQUESTS];
        Arrays.fill(ends, -1);
        for (int i = 0; i <= REQUESTS; i++) {
            double until = i < REQUESTS ? arrivals[i] : Double.MAX_VALUE;
            while (replica.next() <= until) {
                double now = replica.next();
                int request = replica.step(now, tokens);
                if (request >= 0) {
                    ends[request] = now;
                }
            }
            if (i < REQUESTS && replica.taken() < slots) {
                replica.begin(i, arrivals[i], arrivals[i] + prefills[i]);
            }
        }
        return ends;
    }

    /** What is left of a request. */
    private static final class Left {
        private final int request;
        private double prefill;
        private double tokens;

        private Left(int request, double prefill, double tokens) {
            this.request = request;
            this.prefill = prefill;
            this.tokens = tokens;
        }

        private double untilChange(double perToken) {
            return prefill > 0 ? prefill : tokens * perToken;
        }

        private void pass(double seconds, double perToken) {
            if (prefill > 0) {
                prefill -= seconds;
            } else {
                tokens -= seconds / perToken;
            }
        }
    }

    /** The same without a clock that requests share: from one change of the batch to the next, all are counted down. */
    private double[] countedDown(int slots, double alpha, double beta) {
        double[] ends = new double[REQUESTS];
        Arrays.fill(ends, -1);
        List<Left> batch = new ArrayList<>();
        double now = 0;
        int arrived = 0;
        while (arrived < REQUESTS || !batch.isEmpty()) {
            double perToken = alpha + beta * batch.size();
            Left first = null;
            for (Left each : batch) {
                if (first == null || each.untilChange(perToken) < first.untilChange(perToken)) {
                    first = each;
                }
            }
            double arrival = arrived < REQUESTS ? arrivals[arrived] : Double.MAX_VALUE;
            if (first == null || now + first.untilChange(perToken) > arrival) {
                double passed = arrival - now;
                batch.forEach(each -> each.pass(passed, perToken));
                now = arrival;
                if (batch.size() < slots) {
                    batch.add(new Left(arrived, prefills[arrived], tokens[arrived]));
                }
                arrived++;
            } else {
                boolean prefilled = first.prefill > 0;
                double passed = first.untilChange(perToken);
                batch.forEach(each -> each.pass(passed, perToken));
                now += passed;
                if (prefilled && first.tokens > 0) {
                    first.prefill = 0;
                } else {
                    ends[first.request] = now;
                    batch.remove(first);
                }
            }
        }
        return ends;
    }
}
