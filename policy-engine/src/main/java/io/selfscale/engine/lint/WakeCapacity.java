package io.selfscale.engine.lint;

import io.selfscale.engine.spec.ActivationSpec;
import io.selfscale.engine.spec.PoolSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What goes to zero must be able to come back, in a time that those who wait accept. */
final class WakeCapacity implements Check {

    /** Work for one replica beyond which a backlog of any size wakes one: the default of {@link ActivationSpec}. */
    private static final double WHATEVER_WAITS = 1e9;

    @Override
    public void check(Subject subject, Findings findings) {
        ActivationSpec activation = subject.spec().activation();
        if (activation == null || subject.spec().target().min() > 0) {
            return;
        }
        long largest = Affordable.largest(subject.spec());
        List<PoolSpec> pools = subject.spec().pools();
        if (largest < 1) {
            findings.error(
                    LintCode.WAKE_CAPACITY,
                    "activation",
                    "it goes to zero, but quotas and budget allow " + largest + " replicas: it never wakes",
                    "raise quota or budget to at least one replica");
            return;
        }
        Duration soonest = pools.stream()
                .filter(pool -> pool.quota() > 0)
                .map(pool -> pool.startup().p95())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        String waits = "whoever wakes it from zero waits " + Wording.time(soonest) + " (p95 of the fastest pool)";
        Duration tolerated = subject.tolerated();
        if (pools.stream().allMatch(pool -> pool.kind() == PoolSpec.Kind.SPOT)) {
            findings.warning(
                    LintCode.WAKE_CAPACITY,
                    "activation",
                    "it goes to zero, and all " + pools.size() + " pools are spot: a dry market keeps it there",
                    "add an on-demand pool with a quota of at least 1");
        } else if (tolerated != null && soonest.compareTo(tolerated) > 0) {
            findings.warning(
                    LintCode.WAKE_CAPACITY,
                    "activation",
                    waits + ", longer than the " + Wording.time(tolerated) + " tolerated",
                    "keep one replica (replicas.min 1), or a standby pool");
        } else {
            findings.hint(
                    LintCode.WAKE_CAPACITY,
                    "activation.workPerReplica",
                    waits
                            + (activation.workPerReplica() >= WHATEVER_WAITS
                                    ? ", and one replica is woken whatever waits"
                                    : ", and one replica is woken for each "
                                            + Wording.number(activation.workPerReplica()) + " "
                                            + activation.activity().unit()),
                    "set workPerReplica to slots * allowed wait / service time, so that it wakes at the right size");
        }
    }
}
