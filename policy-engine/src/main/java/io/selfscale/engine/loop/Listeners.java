package io.selfscale.engine.loop;

import io.selfscale.policy.spi.AutoscalerListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners, whatever they throw, and logs each failing component once until it works again. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<AutoscalerListener> listeners;
    private final Set<String> failing = new HashSet<>();

    Listeners(List<AutoscalerListener> listeners) {
        this.listeners = listeners;
    }

    void tell(Consumer<AutoscalerListener> event) {
        for (AutoscalerListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed: {}", listener, e);
            }
        }
    }

    void failed(String component, String reason) {
        if (failing.add(component)) {
            LOG.warn("{} failed: {} (reported once until it works again)", component, reason);
        }
        tell(listener -> listener.onFailure(component, reason));
    }

    void works(String component) {
        if (failing.remove(component)) {
            LOG.info("{} works again", component);
        }
    }
}
