package io.selfscale.engine.pain;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.loop.LoopRig;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.DecisionFunction;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.ManualExecutor;
import io.selfscale.testkit.ManualTime;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Pain 23: a custom policy is hard to plug in. One of thirty lines passes the invariants, and one that throws, hangs or
 * answers nonsense never delays a tick, and costs nothing but its opinion.
 */
class Pain23CustomPolicyTest implements DecisionInvariants<State> {

    // begin of the custom policy
    private record RequestsPerReplica(Signal requests, double each) implements StatelessPolicy {
        @Override
        public String name() {
            return "requests_per_replica";
        }

        @Override
        public Set<SignalWindow> windows() {
            return Set.of();
        }

        @Override
        public boolean isPure() {
            return true;
        }

        @Override
        public Proposal propose(View view) {
            if (!(view.current(requests) instanceof Sample.Fresh now)) {
                return Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, requests + " is not known");
            }
            double replicas = Math.min(Math.ceil(now.value() / each), view.max());
            return Proposal.scale((int) Math.max(replicas, view.min()), ReasonCode.CUSTOM);
        }
    }
    // end of the custom policy

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        ScalingSpec spec = ScalingSpec.builder(
                        ScalingTarget.of(TargetSetup.TARGET).replicas(setup.min(), setup.max()))
                .tick(setup.tick())
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(new RequestsPerReplica(VirtualTarget.QUEUE_LENGTH, 7))
                .pool(new PoolSpec(TargetSetup.POOL, setup.startDeadline(), ofSeconds(30)))
                .build();
        return new CustomSubject(spec, setup.tick());
    }

    /**
     * What the invariants have to know.
     *
     * @param spec what decides
     * @param memory how far back it looks
     */
    private record CustomSubject(ScalingSpec spec, Duration memory) implements DecisionSubject<State> {
        @Override
        public DecisionFunction<State> function() {
            return Decider.of(spec);
        }

        @Override
        public Set<Signal> required() {
            return Set.of(VirtualTarget.QUEUE_LENGTH);
        }

        @Override
        public String snapshot(State state) {
            return new StateCodec(spec).encode(state);
        }

        @Override
        public State restore(String text) {
            return new StateCodec(spec).decode(text);
        }

        @Override
        public State resume(State state, long nanos) {
            return state.resumedAt(nanos);
        }
    }

    private final ManualExecutor hung = new ManualExecutor();
    private int callsSinceReading;
    private boolean hangsPlugIn;
    private final ManualTime time = new ManualTime();
    private final LoopRig rig = new LoopRig(time);
    private final FakePool pool = rig.pool("main").addReady(2);

    private Decision last() {
        List<Decision> decisions = rig.listener.decisions();
        return decisions.get(decisions.size() - 1);
    }

    private void startWith(Function<View, Proposal> plugIn) throws IOException {
        rig.start(LoopRig.spec("main")
                .policy(RulePolicy.advice("plug-in", plugIn))
                .build());
    }

    private void growsInTimeAndDoesNotShrink(String why) {
        rig.queue = 50;
        time.advance(ofSeconds(10));
        assertThat(pool.ready()).as("the others are heard").hasSize(5);
        rig.queue = 10;
        time.advance(ofSeconds(10));
        assertThat(pool.ready()).as("one that cannot see forbids scale-in").hasSize(5);
        assertThat(last().explain()).contains("plug-in: abstains").contains(why);
        assertThat(rig.listener.decisions()).as("one at each second").hasSize(21);
        assertThat(rig.listener.ticks()).allMatch(took -> took.compareTo(ofMillis(250)) <= 0);
    }

    @Test
    void onePlugInThatThrowsCostsNothingButItsOpinion() throws IOException {
        startWith(view -> {
            throw new IllegalStateException("no model loaded");
        });
        growsInTimeAndDoesNotShrink("it failed (no model loaded)");
    }

    @Test
    void onePlugInThatHangsCostsNothingButItsOpinion() throws IOException {
        hangsPlugIn = true;
        rig.sources.put(LoopRig.QUEUE, () -> {
            callsSinceReading = 0;
            return Reading.of(rig.queue);
        });
        rig.executor = this::runUnlessPlugIn;
        startWith(view -> Proposal.scale(20, ReasonCode.CUSTOM));
        growsInTimeAndDoesNotShrink("its last evaluation has not returned yet");
        assertThat(hung.pending()).as("never a second call on top of the first").isEqualTo(1);

        hangsPlugIn = false;
        hung.runAll();
        time.advance(ofSeconds(2));
        assertThat(last().to()).as("and it recovers").isEqualTo(20);
    }

    /** In each tick, the second call after the reading is the plug-in: the first one lists the pool. */
    private void runUnlessPlugIn(Runnable task) {
        callsSinceReading++;
        if (hangsPlugIn && callsSinceReading == 2 && hung.pending() == 0) {
            hung.execute(task);
        } else {
            task.run();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // What a plug-in must not do, and may.
    void onePlugInThatAnswersNothingCostsNothingButItsOpinion() throws IOException {
        startWith(view -> null);
        growsInTimeAndDoesNotShrink("it failed");
    }

    @Test
    void aNumberThatIsNoneNeverGetsOutOfAPolicy() throws IOException {
        startWith(view -> Proposal.scale((int) Math.floor(-1 / 0.0), ReasonCode.CUSTOM));
        growsInTimeAndDoesNotShrink("it failed (proposed replicas must be at least 0");
    }

    @Test
    void thePolicyHasAtMostThirtyLines() throws IOException {
        Path source = Path.of("src/test/java")
                .resolve(Pain23CustomPolicyTest.class.getName().replace('.', '/') + ".java");
        List<String> lines = Files.readAllLines(source);
        int begin = lines.indexOf("    // begin of the custom policy");
        int end = lines.indexOf("    // end of the custom policy");
        assertThat(end - begin - 1).isBetween(10, 30);
    }
}
