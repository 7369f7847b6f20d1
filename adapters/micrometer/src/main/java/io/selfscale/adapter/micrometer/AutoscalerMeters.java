package io.selfscale.adapter.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Demand;
import io.selfscale.policy.Direction;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalState;
import io.selfscale.policy.spi.AutoscalerListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what the autoscaler of one scaling target does as meters; their names, tags and units are listed in the
 * README of this module and stay as they are.
 *
 * <p>Gauges show the last decision: NaN before the first one, and for what is not known. Counters with a fixed set of
 * tags are there from the start, others from the first event on.
 *
 * <p>The callbacks belong to the thread of the control loop; meters may be read by any thread. A tick costs a lookup
 * for each signal and counter, and registers nothing that is registered already. Close this after the autoscaler.
 */
public final class AutoscalerMeters implements AutoscalerListener, AutoCloseable {

    private final String target;
    private final TargetMeters meters;
    private final CounterFamily<Result> decisions;
    private final CounterFamily<OrderOutcome.Status> orders;
    private final CounterFamily<String> failures;
    private final CounterFamily<String> limited;
    private final Timer tick;
    private final Set<String> signals = new HashSet<>();
    private volatile @Nullable Decision latest;
    private volatile boolean closed;

    private AutoscalerMeters(MeterRegistry registry, String target) {
        this.target = target;
        this.meters = new TargetMeters(registry, target);
        this.decisions = new CounterFamily<>(meters, MeterName.DECISIONS, Result::tags);
        this.orders = new CounterFamily<>(meters, MeterName.ORDERS, status -> Tags.of("status", lowerCase(status)));
        this.failures = new CounterFamily<>(meters, MeterName.FAILURES, component -> Tags.of("component", component));
        this.limited = new CounterFamily<>(meters, MeterName.LIMITED, constraint -> Tags.of("constraint", constraint));
        this.tick = meters.timer(MeterName.TICK);
    }

    /**
     * Registers the meters of a scaling target. Give what this returns to the autoscaler as a listener.
     *
     * @param registry where to; may be a composite
     * @param target name of the scaling target, not blank; the value of the tag {@code target}
     * @throws IllegalArgumentException if the name is blank, or the registry has meters of this target already
     */
    public static AutoscalerMeters bindTo(MeterRegistry registry, String target) {
        if (target.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of the scaling target must not be blank but was '" + target + "'");
        }
        if (registry.find(MeterName.TICK.id()).tag("target", target).meter() != null) {
            throw new IllegalArgumentException(
                    "a registry must have one AutoscalerMeters for each target, but has one already for " + target);
        }
        AutoscalerMeters bound = new AutoscalerMeters(registry, target);
        bound.register();
        return bound;
    }

    private void register() {
        replicas("requested", Decision::to);
        replicas("ready", decision -> decision.capacity().ready());
        replicas("in_flight", decision -> decision.capacity().inFlight());
        replicas("draining", decision -> decision.capacity().draining());
        replicas("need", AutoscalerMeters::need);
        for (OrderOutcome.Status status : OrderOutcome.Status.values()) {
            orders.of(status);
        }
    }

    /**
     * Counts a decision, and shows it in the gauges.
     *
     * @throws IllegalArgumentException if it is one of another scaling target
     */
    @Override
    public void onDecision(Decision decision) {
        if (!decision.stamp().target().equals(target)) {
            throw new IllegalArgumentException("these meters are of target " + target + ", but the decision was one of "
                    + decision.stamp().target());
        }
        if (closed) {
            return;
        }
        for (SignalState state : decision.seen()) {
            if (signals.add(state.signal().name())) {
                signal(state.signal());
            }
        }
        latest = decision;
        decisions.increment(new Result(decision.direction(), decision.reason()));
        for (ConstraintEffect effect : decision.constraints()) {
            limited.increment(effect.constraint());
        }
    }

    @Override
    public void onOutcome(OrderOutcome outcome) {
        if (!closed) {
            orders.increment(outcome.status());
        }
    }

    @Override
    public void onTick(Duration duration) {
        if (!closed) {
            tick.record(duration);
        }
    }

    @Override
    public void onFailure(String component, String reason) {
        if (!closed) {
            failures.increment(component);
        }
    }

    /** Removes the meters from the registry; later events are ignored. Idempotent. */
    @Override
    public void close() {
        closed = true;
        meters.removeAll();
    }

    private void replicas(String state, ToDoubleFunction<Decision> value) {
        meters.gauge(MeterName.REPLICAS, MeterName.REPLICAS.unit(), Tags.of("state", state), () -> ofLatest(value));
    }

    private void signal(Signal signal) {
        Tags tags = Tags.of("signal", signal.name());
        meters.gauge(MeterName.SIGNAL, baseUnit(signal), tags, () -> ofLatest(decision -> value(decision, signal)));
        meters.gauge(
                MeterName.SIGNAL_FRESH, MeterName.SIGNAL_FRESH.unit(), tags, () -> isFresh(latest, signal) ? 1 : 0);
    }

    private double ofLatest(ToDoubleFunction<Decision> value) {
        Decision decision = latest;
        return decision == null ? Double.NaN : value.applyAsDouble(decision);
    }

    private static double need(Decision decision) {
        Demand demand = decision.capacity().demand();
        return demand == null ? Double.NaN : demand.need();
    }

    private static double value(Decision decision, Signal signal) {
        Sample sample = sample(decision, signal);
        if (sample instanceof Sample.Fresh fresh) {
            return fresh.value();
        }
        if (sample instanceof Sample.Stale stale) {
            return stale.value();
        }
        return Double.NaN;
    }

    private static boolean isFresh(@Nullable Decision decision, Signal signal) {
        Sample sample = decision == null ? null : sample(decision, signal);
        return sample != null && sample.isFresh();
    }

    private static @Nullable Sample sample(Decision decision, Signal signal) {
        for (SignalState state : decision.seen()) {
            if (state.signal().name().equals(signal.name())) {
                return state.sample();
            }
        }
        return null;
    }

    /** Spells units as meters do: monitoring systems append them to the name. */
    private static String baseUnit(Signal signal) {
        return switch (signal.unit()) {
            case "s" -> "seconds";
            case "1" -> "ratio";
            default -> signal.unit();
        };
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What a decision is counted by. */
    private record Result(Direction direction, ReasonCode reason) {
        Tags tags() {
            return Tags.of("direction", lowerCase(direction), "reason", lowerCase(reason));
        }
    }
}
