package io.selfscale.engine.decide;

import io.selfscale.engine.kpa.KpaSpec;
import io.selfscale.engine.kpa.KpaTarget;
import io.selfscale.engine.policy.KnativeScaling;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.state.State;
import io.selfscale.testkit.DecisionInvariants;
import io.selfscale.testkit.DecisionSubject;
import io.selfscale.testkit.TargetSetup;
import io.selfscale.testkit.VirtualTarget;
import java.time.Duration;

/** The invariants over Knative scaling with a scale-down delay. */
class KnativeScalingProperties implements DecisionInvariants<State> {

    @Override
    public DecisionSubject<State> subject(TargetSetup setup) {
        Duration stable = setup.inWindow();
        Duration delay = setup.outWindow();
        KpaSpec settings =
                KpaSpec.of(new KpaTarget(7, 10)).withStableWindow(stable).withScaleDownDelay(delay);
        ScalingSpec spec = EngineSubject.builder(setup)
                .signal(VirtualTarget.QUEUE_LENGTH)
                .policy(KnativeScaling.of(VirtualTarget.QUEUE_LENGTH, settings)
                        .withPanicWindow(setup.outWindow())
                        .every(Duration.ZERO))
                .build();
        // The last burst leaves the panic window, a stable window passes in panic, then the delay.
        Duration memory = setup.outWindow()
                .plus(stable)
                .plus(stable)
                .plus(delay)
                .plus(setup.tick().multipliedBy(2));
        return new EngineSubject(spec, memory, /* proportional= */ true);
    }
}
