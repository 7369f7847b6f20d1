package io.selfscale.engine.loop;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.RulePolicy;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.State;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Event;
import io.selfscale.policy.ManualOverride;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.testkit.FakePool;
import io.selfscale.testkit.InMemoryStateStore;
import io.selfscale.testkit.ManualTime;
import io.selfscale.testkit.RecordingJournal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What people do while the loop runs: they announce events, and change the rules. */
class EventsAndRulesTest {

    private final ManualTime time = new ManualTime();
    private final LoopRig rig = new LoopRig(time);
    private final FakePool pool = rig.pool("main").addReady(2);
    private final ScalingSpec spec = LoopRig.spec("main").build();

    private static Event exact(int replicas) {
        return new Event.Overridden(new ManualOverride(
                "sale", ManualOverride.Kind.EXACT, replicas, "ada", "the sale begins", ofMinutes(10)));
    }

    private Decision last() {
        List<Decision> decisions = rig.listener.decisions();
        return decisions.get(decisions.size() - 1);
    }

    private List<RecordingJournal.Decided> decided() {
        return rig.journal.entries().stream()
                .filter(RecordingJournal.Decided.class::isInstance)
                .map(RecordingJournal.Decided.class::cast)
                .toList();
    }

    @Test
    void anEventIsToldToTheNextDecisionOnceAndJournalled() throws IOException {
        ControlLoop loop = rig.start(spec);
        loop.announce(exact(7));
        time.advance(ofSeconds(3));
        assertThat(last().to()).isEqualTo(7);
        assertThat(decided().stream().flatMap(entry -> entry.observation().events().stream()))
                .containsExactly(exact(7));
    }

    @Test
    void anOverrideSurvivesACrashRightAfterItWasDecidedUpon() throws IOException {
        rig.queue = 70;
        ControlLoop loop = rig.start(spec);
        time.advance(ofSeconds(5));
        assertThat(pool.ready()).hasSize(7);
        loop.announce(new Event.Overridden(
                new ManualOverride("hold", ManualOverride.Kind.HOLD, 0, "ada", "no change now", null)));
        time.advance(ofSeconds(1));
        String saved = rig.store.load("shop").orElseThrow();
        State state = new StateCodec(spec).decode(saved);
        assertThat(state.operation().overrides().active()).hasSize(1);
    }

    @Test
    void anEventOfADecisionThatCouldNotBeKeptIsToldAgain() throws IOException {
        InMemoryStateStore flaky = new InMemoryStateStore();
        rig.store = flaky;
        ControlLoop loop = rig.start(spec);
        flaky.failWith("disk full");
        loop.announce(exact(4));
        loop.announce(new Event.Lifted("other", "ada"));
        time.advance(ofSeconds(3));
        assertThat(pool.orders()).isEmpty();
        flaky.recover();
        time.advance(ofSeconds(1));
        assertThat(last().to()).isEqualTo(4);
        assertThat(decided().stream().flatMap(entry -> entry.observation().events().stream()))
                .containsExactly(exact(4), new Event.Lifted("other", "ada"));
    }

    @Test
    void newRulesDecideFromTheNextTickOnAndAreJournalledWithTheState() throws IOException {
        ControlLoop loop = rig.start(spec);
        time.advance(ofSeconds(2));
        ScalingSpec next = LoopRig.spec("main")
                .policy(RulePolicy.pure("five", view -> Proposal.scale(5, ReasonCode.CUSTOM)))
                .build();
        rig.text = "second";
        loop.apply(rig.shell(next));
        assertThat(loop.spec()).isSameAs(next);
        assertThat(last().to()).as("not yet").isEqualTo(2);
        time.advance(ofSeconds(1));
        assertThat(last().to()).isEqualTo(5);
        List<RecordingJournal.Entry> entries = rig.journal.entries();
        int second = entries.indexOf(entries.stream()
                .filter(entry -> entry instanceof RecordingJournal.Specified specified
                        && specified.specification().equals("second"))
                .findFirst()
                .orElseThrow());
        assertThat(entries.get(0)).isInstanceOf(RecordingJournal.Specified.class);
        assertThat(entries.get(second + 1)).isInstanceOf(RecordingJournal.Snapshot.class);
        assertThat(entries.get(second + 2)).isInstanceOf(RecordingJournal.Decided.class);
    }

    @Test
    void windowsGoOnUnderNewRules() throws IOException {
        ThresholdBand band = ThresholdBand.on(LoopRig.QUEUE).outAbove(15, ofSeconds(10));
        ControlLoop loop = rig.start(bandAnd(band, "first"));
        time.advance(ofSeconds(6));
        loop.apply(rig.shell(bandAnd(band, "second")));
        time.advance(ofSeconds(2));
        assertThat(pool.orders()).isEmpty();
        time.advance(ofSeconds(4));
        assertThat(pool.orders()).as("the window did not begin anew").hasSize(1);
    }

    private static ScalingSpec bandAnd(ThresholdBand band, String other) {
        return ScalingSpec.builder(ScalingTarget.of("shop").replicas(1, 20))
                .signal(LoopRig.QUEUE)
                .policy(band)
                .policy(RulePolicy.pure(other, view -> Proposal.hold(ReasonCode.CUSTOM)))
                .pool(PoolSpec.of("main"))
                .build();
    }

    @Test
    void whatIsOrderedIsNotOrderedAgainUnderNewRules() throws IOException {
        ControlLoop loop = rig.start(spec);
        pool.listLate(ofSeconds(20));
        rig.queue = 30;
        time.advance(ofSeconds(5));
        assertThat(pool.carriedOut()).as("ordered, and not listed yet").hasSize(1);
        loop.apply(rig.shell(LoopRig.spec("main")
                .policy(RulePolicy.pure("none", view -> Proposal.hold(ReasonCode.CUSTOM)))
                .build()));
        time.advance(ofSeconds(10));
        assertThat(pool.carriedOut()).hasSize(1);
        assertThat(last().capacity().inFlight()).isEqualTo(1);
    }

    @Test
    void adviceGoesOnUnderNewRules() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        RulePolicy oracle = new RulePolicy("oracle", ofMinutes(1), false, view -> {
            calls.incrementAndGet();
            return Proposal.scale(6, ReasonCode.CUSTOM);
        });
        ControlLoop loop = rig.start(LoopRig.spec("main").policy(oracle).build());
        time.advance(ofSeconds(5));
        int before = calls.get();
        loop.apply(rig.shell(LoopRig.spec("main")
                .policy(oracle)
                .policy(RulePolicy.advice("other", view -> Proposal.hold(ReasonCode.CUSTOM)))
                .build()));
        time.advance(ofSeconds(5));
        assertThat(calls).as("its last proposal still holds").hasValue(before);
        assertThat(last().to()).isEqualTo(6);
        loop.apply(rig.shell(spec));
        time.advance(ofSeconds(2));
        assertThat(last().proposals()).noneMatch(proposal -> proposal.policy().equals("oracle"));
    }
}
