package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.queueing.ServiceModel;
import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Policy;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pain 11: GPU utilization or KV use as the signal that scales. Proof: one long request, which keeps a GPU at 95 %, does not
 * scale what is sized by arrivals, waiting requests and slots; a queue that grows scales although little of the KV cache is
 * used.
 */
class Pain11GpuSignalTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal KV = Signal.ratio("kv_cache");
    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal WAITING = Signal.total("waiting", "requests");
    private static final Signal QUEUE = Signal.perReplica("queue", "requests");
    private static final Signal RUNNING = Signal.perReplica("running", "requests");

    /** Sixteen slots, 1.6 s alone, 2.3 s in a full batch. */
    private static final ServiceModel VISION = new ServiceModel.BatchingServer(0.25, 128, 0.010, 0.0004, 16);

    private static final List<Policy<?>> BY_DEMAND = List.of(
            ObjectiveSizing.of(ARRIVALS, VISION, WaitObjective.of(ofSeconds(1), 0.95))
                    .draining(WAITING, ofMinutes(1)),
            BacklogTime.of(WAITING, ofMinutes(1), ARRIVALS, BacklogTime.Rate.given(VISION.capacityPerReplica())),
            SaturationSpare.of(KV, QUEUE),
            ThresholdBand.on(RUNNING)
                    .outAbove(0.9 * VISION.slots(), ofSeconds(30))
                    .inBelow(4, ofMinutes(5)));

    private static Rehearsal target(List<Policy<?>> policies) {
        ScalingSpecBuilder builder = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 10));
        for (Signal signal : List.of(GPU, KV, ARRIVALS, WAITING, QUEUE, RUNNING)) {
            builder.signal(signal);
        }
        return new Rehearsal(builder.policies(policies).build());
    }

    /** One request that generates for an hour on the only replica. */
    private static Rehearsal oneLongRequest(List<Policy<?>> policies) {
        return target(policies)
                .ready(1)
                .readEach(GPU, 0.95)
                .readEach(KV, 0.05)
                .readEach(QUEUE, 0)
                .readEach(RUNNING, 1)
                .read(ARRIVALS, 0.0003)
                .read(WAITING, 0);
    }

    @Test
    void oneLongRequestScalesByGpuUtilizationAlone() {
        Rehearsal target = oneLongRequest(List.of(ThresholdBand.on(GPU).outAbove(0.7, ofMinutes(5))));
        assertThat(target.untilChange(ofMinutes(10)))
                .as("what users complain about")
                .isNotNull();
    }

    @Test
    void oneLongRequestDoesNotScaleWhatIsSizedByWaitingRequestsAndSlots() {
        assertThat(oneLongRequest(BY_DEMAND).untilChange(ofMinutes(60))).isNull();
    }

    @Test
    void aGrowingQueueScalesAlthoughLittleOfTheCacheIsUsed() {
        for (Policy<?> policy : BY_DEMAND) {
            Rehearsal target = target(List.of(policy));
            int queue = 0;
            int replicas = 2;
            for (int second = 0; second < 120 && replicas == 2; second++) {
                queue += 3;
                replicas = target.ready(2)
                        .readEach(GPU, 0.9)
                        .readEach(KV, 0.32)
                        .readEach(QUEUE, queue / 2.0)
                        .readEach(RUNNING, VISION.slots())
                        .read(ARRIVALS, 2 * VISION.capacityPerReplica() + 3)
                        .read(WAITING, queue)
                        .tick()
                        .to();
            }
            assertThat(replicas).as(policy.name()).isGreaterThan(2);
        }
    }

    @Test
    void theReasonNamesTheQueue() {
        Rehearsal target = target(List.of(SaturationSpare.of(KV, QUEUE)));
        target.ready(2).readEach(KV, 0.32).readEach(QUEUE, 4);
        var decision = target.tick();
        assertThat(decision.proposals().get(0).proposal().reason()).isEqualTo(ReasonCode.SATURATED);
        assertThat(decision.explain()).contains("queue mean spare 1");
    }
}
