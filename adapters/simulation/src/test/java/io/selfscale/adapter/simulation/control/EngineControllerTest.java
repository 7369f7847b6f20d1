package io.selfscale.adapter.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.world.Demands;
import io.selfscale.adapter.simulation.world.RunRecord;
import io.selfscale.adapter.simulation.world.TickRecord;
import io.selfscale.adapter.simulation.world.World;
import io.selfscale.adapter.simulation.world.WorldSettings;
import io.selfscale.adapter.simulation.world.Worlds;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.SignalWindow;
import io.selfscale.policy.StatelessPolicy;
import io.selfscale.policy.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineControllerTest {

    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Signal IN_FLIGHT = Signal.total("in_flight", "requests");

    private static ScalingSpecBuilder builder(Signal signal) {
        return ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 20)).signal(signal);
    }

    /** Keeps every decision that the engine takes. */
    private static List<Decision> decisions(ScalingSpec spec, Demand demand, WorldSettings world) {
        List<Decision> decisions = new ArrayList<>();
        EngineController engine = new EngineController(Adaptation.adapt(spec, world, 1, 20));
        World.run(demand, world, seen -> {
            Controller.Control control = engine.decide(seen);
            decisions.add(Objects.requireNonNull(control.decision()));
            return control;
        });
        return decisions;
    }

    private static ScalingSpec tracking() {
        return builder(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, 2))
                .build();
    }

    private static SignalState seen(Decision decision, String signal) {
        return decision.seen().stream()
                .filter(state -> state.signal().name().equals(signal))
                .findFirst()
                .orElseThrow();
    }

    /** Eight at a time, two for each replica: four. */
    @Test
    void decidesWithTheMeasuresThatItsSignalsAreCalled() {
        Demand demand = Demands.regular(900, 1, 8);
        WorldSettings world = Worlds.plain(4, 1);
        RunRecord run = World.run(demand, world, new EngineController(Adaptation.adapt(tracking(), world, 1, 20)));
        TickRecord last = run.ticks().get(run.ticks().size() - 1);
        assertThat(last.requested()).isEqualTo(4);
        assertThat(last.ready()).isEqualTo(4);
        assertThat(run.ticks())
                .filteredOn(tick -> tick.decision() != null)
                .allSatisfy(tick -> {
                    Decision decision = Objects.requireNonNull(tick.decision());
                    assertThat(decision.from() != decision.to()
                                    || !decision.orders().isEmpty())
                            .isTrue();
                })
                .hasSizeLessThan(8);
    }

    @Test
    void signalsAreAbsentUntilSomethingIsMeasuredAndThenAsOldAsTheLag() {
        List<Decision> decisions = decisions(tracking(), Demands.regular(120, 1, 4), Worlds.plain(4, 3));
        assertThat(seen(decisions.get(0), "in_flight").sample()).isInstanceOf(Sample.Absent.class);
        assertThat(seen(decisions.get(1), "in_flight").sample()).isInstanceOf(Sample.Absent.class);
        assertThat(seen(decisions.get(2), "in_flight").sample())
                .isInstanceOfSatisfying(
                        Sample.Fresh.class, fresh -> assertThat(fresh.age()).isEqualTo(Duration.ofSeconds(15)));
        assertThat(decisions.get(0).to()).isEqualTo(3);
        assertThat(decisions.get(1).to()).isEqualTo(3);
        SignalState running = seen(decisions.get(2), "requests_running");
        assertThat(running.reporting()).isEqualTo(3);
        assertThat(running.expected()).isEqualTo(3);
    }

    @Test
    void whatCannotBeSeenIsNeverScaledIn() {
        WorldSettings blind = Worlds.plain(4, 9)
                .withMonitoring(
                        new WorldSettings.Monitoring(Duration.ofSeconds(15), Duration.ofSeconds(15), 1, Duration.ZERO));
        List<Decision> decisions = decisions(tracking(), Demands.regular(1_200, 30, 4), blind);
        assertThat(decisions).allMatch(decision -> decision.to() == 9);
    }

    @Test
    void nothingIsScaledInWhileTheRunHasJustBegunAndThenItIs() {
        WorldSettings world = Worlds.plain(4, 9);
        List<Decision> decisions = decisions(tracking(), Demands.regular(600, 30, 4), world);
        for (int i = 0; i < decisions.size(); i++) {
            Decision decision = decisions.get(i);
            if (i < 20) {
                assertThat(decision.to()).as("after %d s", 15 * i).isEqualTo(9);
            } else {
                assertThat(decision.to()).as("after %d s", 15 * i).isEqualTo(1);
            }
            boolean held = decision.constraints().stream()
                    .anyMatch(effect -> effect.constraint().equals("override")
                            && effect.detail().contains("warm-up"));
            assertThat(held).isEqualTo(i >= 2 && i < 20);
        }
    }

    @Test
    void scaleOutIsNotHeldBackByThat() {
        WorldSettings world = Worlds.plain(4, 1);
        List<Decision> decisions = decisions(tracking(), Demands.regular(600, 1, 8), world);
        assertThat(decisions.get(2).to()).isGreaterThan(1);
    }

    @Test
    void anotherMeasureMayAnswerASignal() {
        Signal odd = Signal.total("our_own_gauge", "requests");
        ScalingSpec spec =
                builder(odd).policy(TargetTracking.averageValue(odd, 2)).build();
        assertThatThrownBy(() -> new EngineController(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("our_own_gauge");
        WorldSettings world = Worlds.plain(4, 1);
        RunRecord run = World.run(
                Demands.regular(900, 1, 8),
                world,
                new EngineController(Adaptation.adapt(spec, world, 1, 20), Map.of("our_own_gauge", Measure.IN_FLIGHT)));
        assertThat(run.ticks().get(run.ticks().size() - 1).requested()).isEqualTo(4);
    }

    @Test
    void namesEverySignalThatAWorldCannotAnswer() {
        Signal wrongKind = Signal.ratio("queue_length");
        Signal unknown = Signal.duration("moon_phase");
        ScalingSpec spec = builder(IN_FLIGHT)
                .signal(SignalSpec.optional(wrongKind))
                .signal(SignalSpec.optional(unknown))
                .policy(TargetTracking.averageValue(IN_FLIGHT, 2))
                .build();
        assertThatThrownBy(() -> new EngineController(spec))
                .hasMessageContaining("queue_length (requests that wait) cannot be a RATIO")
                .hasMessageContaining("nothing in a simulated world is called moon_phase");
    }

    @Test
    void aPolicyThatIsNotPureIsRefused() {
        Policy<?> impure = new StatelessPolicy() {
            @Override
            public String name() {
                return "oracle";
            }

            @Override
            public Set<SignalWindow> windows() {
                return Set.of();
            }

            @Override
            public Proposal propose(View view) {
                return Proposal.abstain(ReasonCode.LEARNING, "asks the air");
            }
        };
        ScalingSpec spec = builder(QUEUE).policy(impure).build();
        assertThatThrownBy(() -> new EngineController(spec)).hasMessageContaining("policy oracle is not pure");
    }
}
