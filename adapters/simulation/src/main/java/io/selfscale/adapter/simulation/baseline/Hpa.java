package io.selfscale.adapter.simulation.baseline;

import io.selfscale.adapter.simulation.backtest.Contender;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Signal;
import java.time.Duration;

/**
 * A Kubernetes Horizontal Pod Autoscaler on the requests that wait or are served: their total per replica
 * ({@code AverageValue}), with its tolerance and its default behaviour but for the length of the scale-in window.
 *
 * @param share requests of a replica to aim for, as a share of its slots; positive
 * @param window how long a greater recommendation holds scale-in back, not negative
 */
public record Hpa(double share, Duration window) {

    /** The scale-in window of Kubernetes by default. */
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private static final Signal IN_FLIGHT = Signal.total("requests_in_flight", "requests");

    private static final Duration PERIOD = Duration.ofSeconds(15);

    public Hpa {
        if (!(share > 0) || !Double.isFinite(share)) {
            throw new IllegalArgumentException("the target share of an HPA must be positive but was " + share);
        }
        if (window.isNegative()) {
            throw new IllegalArgumentException("the scale-in window must not be negative but was " + window);
        }
    }

    /** Creates one with the default scale-in window. */
    public Hpa(double share) {
        this(share, DEFAULT_WINDOW);
    }

    /** Returns the specification for replicas with so many slots. */
    public ScalingSpec spec(int slots) {
        return ScalingSpec.builder(ScalingTarget.of("hpa").replicas(1, 1))
                .tick(PERIOD)
                .signal(IN_FLIGHT)
                .policy(TargetTracking.averageValue(IN_FLIGHT, share * slots).every(PERIOD))
                .limits(Limits.none()
                        .withStabilization(Duration.ZERO, window)
                        .withRates(RateLimit.hpaOut(PERIOD), RateLimit.hpaIn(PERIOD)))
                .build();
    }

    /** Returns it as a contender; the slots are those of the setting. */
    public Contender contender(String name) {
        return contender(name, "");
    }

    Contender contender(String name, String note) {
        return new EngineBaseline(
                name, note, setting -> spec(setting.world().replica().slots()));
    }
}
