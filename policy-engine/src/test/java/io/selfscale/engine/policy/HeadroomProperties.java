package io.selfscale.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * What is known for certain of a head-room beside a brownout ladder. Degraded requests count as late, so that on the same
 * run the share is never smaller than that of the late ones alone; a larger share never makes for a smaller head-room, nor
 * that for a smaller size. That the head-room with a ladder is above the one without in <em>another</em> run, in which
 * nothing is degraded and the queue is longer, does not follow: shorter answers for a few can keep many in time. The
 * simulated worlds show how it comes out.
 */
class HeadroomProperties {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal SERVICE_TIME = Signal.duration("full_service_time");
    private static final Signal WAITING = Signal.total("waiting", "requests");
    private static final Signal RUNNING = Signal.total("running", "requests");
    private static final Signal MISSED = Signal.ratio("late_or_degraded_share");

    private static final CalibratedSizing SIZING = CalibratedSizing.of(
            new LoadSignals(ARRIVALS, SERVICE_TIME, WAITING, RUNNING, MISSED),
            8,
            WaitObjective.of(Duration.ofSeconds(2), 0.9));

    private static SteadyView view(int replicas, double arrivals, double missed, int tick) {
        return SteadyView.of(replicas)
                .read(ARRIVALS, arrivals)
                .read(SERVICE_TIME, 2)
                .read(WAITING, 0)
                .read(RUNNING, 0)
                .read(MISSED, missed)
                .bounds(1, 200)
                .later(Duration.ofSeconds(15L * tick));
    }

    private static int size(Proposal proposal, int requested) {
        return proposal instanceof Proposal.Scale scale ? scale.replicas() : requested;
    }

    @Property(tries = 300)
    void countingMoreAsLateNeverLowersTheHeadroomNorTheSize(
            @ForAll @Size(min = 2, max = 80) List<@DoubleRange(min = 0, max = 1) Double> lateShares,
            @ForAll @Size(80) List<@DoubleRange(min = 0, max = 1) Double> degradedShares,
            @ForAll @Size(80) List<@DoubleRange(min = 0, max = 60) Double> arrivals,
            @ForAll @IntRange(min = 1, max = 100) int replicas) {
        CalibratedMemory late = SIZING.initialMemory();
        CalibratedMemory both = SIZING.initialMemory();
        for (int tick = 0; tick < lateShares.size(); tick++) {
            double lateShare = lateShares.get(tick);
            double missed = lateShare + (1 - lateShare) * degradedShares.get(tick);
            PolicyResult<CalibratedMemory> ofLate =
                    SIZING.propose(view(replicas, arrivals.get(tick), lateShare, tick), late);
            PolicyResult<CalibratedMemory> ofBoth =
                    SIZING.propose(view(replicas, arrivals.get(tick), missed, tick), both);
            assertThat(size(ofBoth.proposal(), replicas)).isGreaterThanOrEqualTo(size(ofLate.proposal(), replicas));
            late = ofLate.memory();
            both = ofBoth.memory();
            assertThat(both.headroom()).isGreaterThanOrEqualTo(late.headroom());
        }
    }
}
