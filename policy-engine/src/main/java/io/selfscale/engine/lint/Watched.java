package io.selfscale.engine.lint;

import io.selfscale.engine.policy.BacklogTime;
import io.selfscale.engine.policy.JobScaling;
import io.selfscale.engine.policy.ObjectiveSizing;
import io.selfscale.engine.policy.ProcessingRate;
import io.selfscale.engine.policy.SaturationSpare;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalWindow;
import java.util.LinkedHashSet;
import java.util.Set;

/** The signals that policies look at, beyond the windows that they declare. */
final class Watched {

    private Watched() {}

    /** Returns what a policy looks at: what it says it does, else what its windows are of; empty if nobody knows. */
    static Set<Signal> by(Policy<?> policy) {
        if (policy instanceof ObjectiveSizing sizing) {
            return sizing.signals();
        }
        if (policy instanceof BacklogTime backlog) {
            return backlog.signals();
        }
        if (policy instanceof ProcessingRate rate) {
            return rate.signals();
        }
        if (policy instanceof SaturationSpare saturation) {
            return saturation.signals();
        }
        Set<Signal> signals = new LinkedHashSet<>();
        if (policy instanceof JobScaling jobs) {
            jobs.queues().forEach(queue -> signals.add(queue.signal()));
            return signals;
        }
        policy.windows().stream()
                .map(SignalWindow::signal)
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(signals::add);
        return signals;
    }
}
