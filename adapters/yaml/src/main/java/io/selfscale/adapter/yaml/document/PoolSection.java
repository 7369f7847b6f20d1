package io.selfscale.adapter.yaml.document;

import io.selfscale.adapter.yaml.form.EitherForm;
import io.selfscale.adapter.yaml.form.Field;
import io.selfscale.adapter.yaml.form.Form;
import io.selfscale.adapter.yaml.form.Forms;
import io.selfscale.adapter.yaml.form.MappedForm;
import io.selfscale.adapter.yaml.form.ObjectForm;
import io.selfscale.engine.spec.PoolSpec;
import io.selfscale.engine.spec.PoolSpec.Cost;
import io.selfscale.engine.spec.StartupTime;
import java.time.Duration;
import java.util.List;

/** A pool, under {@code pools}. */
final class PoolSection {

    private static final StartupTime UNKNOWN = StartupTime.of(Duration.ZERO);

    private static final Field<StartupTime, Duration> P50 =
            Field.required("p50", Forms.DURATION, StartupTime::p50, "half of the starts take at most this");
    private static final Field<StartupTime, Duration> P95 =
            Field.required("p95", Forms.DURATION, StartupTime::p95, "19 of 20 starts take at most this");
    private static final Field<StartupTime, Duration> P99 =
            Field.required("p99", Forms.DURATION, StartupTime::p99, "99 of 100 starts take at most this");
    private static final ObjectForm<StartupTime> QUANTILES = ObjectForm.of(
            "startup",
            "How long a replica takes from its order to serving.",
            List.of(P50, P95, P99),
            values -> new StartupTime(values.get(P50), values.get(P95), values.get(P99)));
    private static final Form<StartupTime> STARTUP = new EitherForm<>(
            new MappedForm<>(Forms.DURATION, StartupTime::of, StartupTime::p50),
            QUANTILES,
            startup -> startup.p50().equals(startup.p99()));

    private static final Field<PoolSpec, String> NAME =
            Field.required("name", Forms.TEXT, PoolSpec::name, "unique within the target");
    private static final Field<PoolSpec, PoolSpec.Kind> KIND = Field.optional(
            "kind",
            Forms.choice(PoolSpec.Kind.class),
            PoolSpec.Kind.ON_DEMAND,
            PoolSpec::kind,
            "whether its replicas may be taken away at short notice");
    private static final Field<PoolSpec, StartupTime> START = Field.optional(
            "startup",
            STARTUP,
            UNKNOWN,
            PoolSpec::startup,
            "start-up time until the engine has seen enough starts of its own: one duration, or quantiles");
    private static final Field<PoolSpec, Duration> START_DEADLINE = Field.optional(
            "startDeadline",
            Forms.POSITIVE_DURATION,
            pool -> pool.startDeadline().equals(deadlineFor(pool.startup())) ? null : pool.startDeadline(),
            "time after which a replica that is not ready is replaced; by default half as much again as the p99 of"
                    + " its start-up time and a second, or 10m without one");
    private static final Field<PoolSpec, Duration> DRAIN_DEADLINE = Field.optional(
            "drainDeadline",
            Forms.DURATION,
            PoolSpec.DEFAULT_DRAIN_DEADLINE,
            PoolSpec::drainDeadline,
            "time that work in progress gets before a replica is stopped");
    private static final Field<PoolSpec, Double> PRICE = Field.optional(
            "pricePerHour",
            Forms.atLeast(0),
            0.0,
            pool -> pool.cost().perHour(),
            "money per hour of one replica, from its order until it is gone");
    private static final Field<PoolSpec, Double> STANDBY_PRICE = Field.optional(
            "standbyPricePerHour",
            Forms.atLeast(0),
            0.0,
            pool -> pool.cost().standbyPerHour(),
            "money per hour that is paid anyway for capacity kept prepared");
    private static final Field<PoolSpec, Integer> WEIGHT = Field.optional(
            "weight",
            Forms.integer(1, 1000),
            1,
            pool -> pool.cost().capacityWeight(),
            "size of one replica; all counts of a target are in that unit");
    private static final Field<PoolSpec, PoolSpec.StandbyTier> STANDBY = Field.optional(
            "standby",
            Forms.choice(PoolSpec.StandbyTier.class),
            PoolSpec.StandbyTier.COLD,
            pool -> pool.cost().tier(),
            "how far a replica is prepared before it is ordered");
    private static final Field<PoolSpec, Integer> QUOTA = Field.optional(
            "quota",
            Forms.integer(0, Integer.MAX_VALUE),
            PoolSpec.UNLIMITED,
            PoolSpec::quota,
            "replicas it may hold, draining ones included");

    static final ObjectForm<PoolSpec> FORM = ObjectForm.of(
            "pool",
            "Replicas of one kind, price and start-up time.",
            List.of(NAME, KIND, START, START_DEADLINE, DRAIN_DEADLINE, PRICE, STANDBY_PRICE, WEIGHT, STANDBY, QUOTA),
            values -> new PoolSpec(
                    values.get(NAME),
                    values.orElse(START_DEADLINE, deadlineFor(values.get(START))),
                    values.get(DRAIN_DEADLINE),
                    values.get(START),
                    values.get(KIND),
                    new Cost(values.get(PRICE), values.get(STANDBY_PRICE), values.get(WEIGHT), values.get(STANDBY)),
                    values.get(QUOTA)));

    private PoolSection() {}

    private static Duration deadlineFor(StartupTime startup) {
        return startup.p99().isZero()
                ? PoolSpec.DEFAULT_START_DEADLINE
                : PoolSpec.of("any").startingIn(startup).startDeadline();
    }
}
