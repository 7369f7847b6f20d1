package io.selfscale.engine.loop;

import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Signal;
import io.selfscale.policy.spi.MetricSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads every source at once; what fails or is late is absent, with the reason. Confined to the scheduler thread. */
final class SourceReader {

    private final List<Source> sources = new ArrayList<>();
    private final Listeners listeners;

    SourceReader(Map<Signal, MetricSource> bySignal, Executor executor, Listeners listeners) {
        this.listeners = listeners;
        bySignal.forEach((signal, source) ->
                sources.add(new Source(signal, source, new GuardedCall<>("source " + signal.name(), executor))));
    }

    /** Starts reading what a specification asks for; returns the calls that were started. */
    List<CompletableFuture<Reading>> start(ScalingSpec spec) {
        List<CompletableFuture<Reading>> started = new ArrayList<>();
        for (Source source : sources) {
            if (spec.indexOf(source.signal) < 0) {
                continue;
            }
            CompletableFuture<Reading> future = source.call.start(source.source::read);
            source.pending = future;
            if (future != null) {
                started.add(future);
            }
        }
        return started;
    }

    /** Returns what has arrived, and interrupts what has not. */
    Map<Signal, Reading> take(ScalingSpec spec, long deadlineMillis) {
        Map<Signal, Reading> readings = new LinkedHashMap<>();
        for (Source source : sources) {
            if (spec.indexOf(source.signal) >= 0) {
                readings.put(source.signal, take(source, deadlineMillis));
            }
        }
        return readings;
    }

    private Reading take(Source source, long deadlineMillis) {
        CompletableFuture<Reading> future = source.pending;
        source.pending = null;
        String reason;
        if (future == null) {
            reason = "the last reading has not returned yet";
        } else if (!future.isDone()) {
            source.call.interrupt();
            reason = "no answer within " + deadlineMillis + " ms";
        } else {
            try {
                Reading reading = future.join();
                if (reading != null) {
                    listeners.works(source.call.name());
                    return reading;
                }
                reason = "it returned null";
            } catch (RuntimeException e) {
                reason = Failures.describe(e);
            }
        }
        listeners.failed(source.call.name(), reason);
        return Reading.absent(reason);
    }

    private static final class Source {
        private final Signal signal;
        private final MetricSource source;
        private final GuardedCall<Reading> call;
        private @Nullable CompletableFuture<Reading> pending;

        Source(Signal signal, MetricSource source, GuardedCall<Reading> call) {
            this.signal = signal;
            this.source = source;
            this.call = call;
        }
    }
}
