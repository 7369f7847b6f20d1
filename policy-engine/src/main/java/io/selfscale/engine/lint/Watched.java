package io.selfscale.engine.lint;

import io.selfscale.policy.Policy;
import io.selfscale.policy.Signal;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The signals that policies look at, in a fixed order. */
final class Watched {

    private Watched() {}

    /** Returns what a policy says it looks at; empty if that is nothing. */
    static Set<Signal> by(Policy<?> policy) {
        Set<Signal> signals = new LinkedHashSet<>();
        policy.signals().stream().sorted(Comparator.comparing(Signal::name)).forEach(signals::add);
        return signals;
    }
}
