package io.selfscale.engine.pain;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.hpa.Tolerance;
import io.selfscale.engine.policy.CapacityPolicies;
import io.selfscale.engine.policy.TargetTracking;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.spec.SignalSpec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Policy;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Pain 2: a missing or NaN metric is taken for zero, or one bad metric blocks everything. Proof: without any required signal
 * nothing scales in; zero traffic that is measured reaches the minimum; one failing signal of three still allows scale-out.
 */
class Pain02AbsentMetricsTest {

    private static final Signal QUEUE_DEPTH = CapacityPolicies.WAITING;

    /** A policy and what it reads. */
    record Subject(Policy<?> policy, Set<Signal> signals) {
        @Override
        public String toString() {
            return policy.name();
        }
    }

    private static List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (CapacityPolicies.Entry entry : CapacityPolicies.ALL) {
            subjects.add(new Subject(entry.policy(), entry.signals()));
        }
        Signal busy = CapacityPolicies.BUSY;
        subjects.add(new Subject(
                ThresholdBand.on(busy)
                        .outAbove(0.7, ofSeconds(30))
                        .inBelow(0.3, ofSeconds(30))
                        .named("band"),
                Set.of(busy)));
        subjects.add(new Subject(
                TargetTracking.utilization(busy, 0.5)
                        .with(TargetTracking.Readiness.IGNORED)
                        .within(new Tolerance(0, 0))
                        .every(Duration.ZERO)
                        .named("utilization"),
                Set.of(busy)));
        subjects.add(new Subject(
                TargetTracking.averageValue(QUEUE_DEPTH, 4).every(Duration.ZERO).named("average"),
                Set.of(QUEUE_DEPTH)));
        return subjects;
    }

    @Provide
    Arbitrary<Subject> policies() {
        return Arbitraries.of(subjects());
    }

    @Provide
    Arbitrary<Reading> unusable() {
        return Arbitraries.of(
                Reading.absent("scrape failed"),
                Reading.of(Double.NaN),
                Reading.of(Double.NEGATIVE_INFINITY),
                Reading.of(-3),
                Reading.of(1e300),
                Reading.of(Sample.measured(0, Duration.ofHours(1))));
    }

    private static ScalingSpec spec(Set<Signal> signals, boolean required, List<Policy<?>> policies) {
        ScalingSpecBuilder builder =
                ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 60)).tick(ofSeconds(10));
        for (Signal signal : signals) {
            builder.signal(required ? SignalSpec.required(signal) : SignalSpec.optional(signal));
        }
        return builder.policies(policies).build();
    }

    /** Reads a world of so many replicas that share a load. */
    private static void read(Rehearsal target, Set<Signal> signals, int replicas, double load) {
        target.ready(replicas);
        for (Signal signal : signals) {
            Reading reading = CapacityPolicies.world(replicas, load, 0).reading(signal);
            target.read(signal, reading);
        }
    }

    @Property(tries = 400)
    void withoutASignalItNeedsNoPolicyScalesIn(
            @ForAll("policies") Subject subject,
            @ForAll @IntRange(min = 2, max = 30) int replicas,
            @ForAll @DoubleRange(min = 0, max = 30) double load,
            @ForAll @IntRange(min = 0, max = 5) int which,
            @ForAll("unusable") Reading unusable,
            @ForAll boolean required) {
        List<Signal> signals = List.copyOf(subject.signals());
        Signal signal = signals.get(which % signals.size());
        Assume.that(CapacityPolicies.isNeeded(signal, load));
        Rehearsal target = new Rehearsal(spec(subject.signals(), required, List.of(subject.policy())));
        // Busy enough that it stays as it is, then the load falls while one signal is not to be seen.
        read(target, subject.signals(), replicas, 0.65 * replicas);
        target.tick();
        int before = target.state().requested();
        read(target, subject.signals(), replicas, load);
        target.read(signal, unusable);
        for (int i = 0; i < 120; i++) {
            Decision decision = target.tick();
            assertThat(decision.to()).isGreaterThanOrEqualTo(before);
            before = decision.to();
        }
    }

    @Test
    void zeroTrafficThatIsMeasuredReachesTheMinimum() {
        for (Subject subject : subjects()) {
            Rehearsal target = new Rehearsal(spec(subject.signals(), true, List.of(subject.policy())));
            int replicas = 8;
            for (int i = 0; i < 3000 && replicas > 1; i++) {
                read(target, subject.signals(), replicas, 0);
                replicas = target.tick().to();
            }
            assertThat(replicas).as("%s", subject).isEqualTo(1);
        }
    }

    @Test
    void oneFailingSignalOfThreeStillAllowsScaleOut() {
        for (Subject failing : subjects()) {
            List<Policy<?>> policies = new ArrayList<>();
            Set<Signal> signals = new LinkedHashSet<>();
            Signal latency = Signal.duration("latency");
            Signal connections = Signal.perReplica("connections", "connections");
            policies.add(failing.policy());
            policies.add(ThresholdBand.on(latency).outAbove(0.5, ofSeconds(30)));
            policies.add(ThresholdBand.on(connections).outAbove(100, ofSeconds(30)));
            signals.addAll(failing.signals());
            signals.add(latency);
            signals.add(connections);
            Rehearsal target = new Rehearsal(spec(signals, true, policies));
            read(target, failing.signals(), 3, 2);
            for (Signal signal : failing.signals()) {
                target.read(signal, Reading.absent("scrape failed"));
            }
            target.read(latency, 0.9).read(connections, 20);
            assertThat(target.untilChange(ofMinutes(2))).as("%s", failing).isNotNull();
            assertThat(target.state().requested()).isEqualTo(4);
        }
    }
}
