package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Decisions.GPU;
import static io.selfscale.adapter.micrometer.Decisions.LATENCY;
import static io.selfscale.adapter.micrometer.Decisions.QUEUE;
import static io.selfscale.adapter.micrometer.Decisions.TARGET;
import static io.selfscale.adapter.micrometer.Decisions.limit;
import static io.selfscale.adapter.micrometer.Decisions.out;
import static io.selfscale.adapter.micrometer.Decisions.seen;
import static io.selfscale.adapter.micrometer.Decisions.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Demand;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalerMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final AutoscalerMeters meters = AutoscalerMeters.bindTo(registry, TARGET);

    @ParameterizedTest
    @CsvSource({"requested, 6", "ready, 3", "in_flight, 1", "draining, 2", "need, 5"})
    void showsReplicasByState(String state, double count) {
        assertThat(gauge("selfscale.replicas", "state", state)).isNaN();
        meters.onDecision(out(new Demand(9.5, 2, 5)));

        assertThat(gauge("selfscale.replicas", "state", state)).isEqualTo(count);
    }

    @Test
    void doesNotKnowTheNeedWithoutADemand() {
        meters.onDecision(out(null));

        assertThat(gauge("selfscale.replicas", "state", "need")).isNaN();
    }

    @Test
    void countsDecisionsByDirectionAndReason() {
        meters.onDecision(out(null));
        meters.onDecision(out(null));
        meters.onDecision(steady());
        meters.onDecision(out(null, limit("bounds", ReasonCode.ABOVE_MAX)));

        assertThat(counter("selfscale.decisions", "direction", "out", "reason", "out_any"))
                .isEqualTo(2);
        assertThat(counter("selfscale.decisions", "direction", "none", "reason", "steady"))
                .isEqualTo(1);
        assertThat(counter("selfscale.decisions", "direction", "out", "reason", "above_max"))
                .isEqualTo(1);
    }

    @Test
    void countsEachConstraintThatChangedTheCount() {
        meters.onDecision(out(null, limit("rate", ReasonCode.RATE_LIMITED), limit("bounds", ReasonCode.ABOVE_MAX)));
        meters.onDecision(out(null, limit("bounds", ReasonCode.ABOVE_MAX)));

        assertThat(counter("selfscale.limited", "constraint", "rate")).isEqualTo(1);
        assertThat(counter("selfscale.limited", "constraint", "bounds")).isEqualTo(2);
    }

    @Test
    void showsSignalsAndWhetherTheyMayBeActedOn() {
        meters.onDecision(steady(
                seen(GPU, Sample.of(0.7)),
                seen(LATENCY, new Sample.Stale(2.5, Duration.ofMinutes(1))),
                seen(QUEUE, Sample.absent("gone"))));

        assertSignal(GPU, 0.7, 1);
        assertSignal(LATENCY, 2.5, 0);
        assertSignal(QUEUE, Double.NaN, 0);
    }

    @Test
    void followsASignalFromDecisionToDecision() {
        meters.onDecision(steady(seen(GPU, Sample.of(0.7))));
        meters.onDecision(steady(seen(GPU, Sample.absent("gone"))));
        assertSignal(GPU, Double.NaN, 0);
        meters.onDecision(steady(seen(GPU, Sample.of(0))));
        assertSignal(GPU, 0, 1);
    }

    @Test
    void forgetsTheValueOfASignalThatIsNoLongerSeen() {
        meters.onDecision(steady(seen(GPU, Sample.of(0.7))));
        meters.onDecision(steady());

        assertSignal(GPU, Double.NaN, 0);
    }

    @Test
    void spellsTheUnitsOfSignalsAsMetersDo() {
        meters.onDecision(steady(seen(GPU, Sample.of(0)), seen(LATENCY, Sample.of(0)), seen(QUEUE, Sample.of(0))));

        assertThat(unit("selfscale.signal", "signal", GPU.name())).isEqualTo("ratio");
        assertThat(unit("selfscale.signal", "signal", LATENCY.name())).isEqualTo("seconds");
        assertThat(unit("selfscale.signal", "signal", QUEUE.name())).isEqualTo("requests");
    }

    @ParameterizedTest
    @EnumSource
    void countsOutcomesOfOrdersFromZeroOn(OrderOutcome.Status status) {
        String tag = status.name().toLowerCase(Locale.ROOT);
        assertThat(counter("selfscale.orders", "status", tag)).isZero();
        meters.onOutcome(new OrderOutcome("1", status, 0, ""));

        assertThat(counter("selfscale.orders", "status", tag)).isEqualTo(1);
    }

    @Test
    void countsFailuresByComponentAndNotByReason() {
        meters.onFailure("source gpu_utilization", "timed out after 1 s");
        meters.onFailure("source gpu_utilization", "connection refused");

        assertThat(counter("selfscale.failures", "component", "source gpu_utilization"))
                .isEqualTo(2);
    }

    @Test
    void timesTicks() {
        meters.onTick(Duration.ofMillis(2));
        meters.onTick(Duration.ofMillis(4));

        Timer timer = registry.get("selfscale.tick").tag("target", TARGET).timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
    }

    @Test
    void registersNothingThatIsRegisteredAlready() {
        everything();
        List<Meter> before = registry.getMeters();
        everything();

        assertThat(registry.getMeters()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void givesEveryMeterATargetAUnitAndAHelpText() {
        everything();

        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("target")).isEqualTo(TARGET);
            assertThat(meter.getId().getBaseUnit()).isNotBlank();
            assertThat(meter.getId().getDescription()).isNotBlank();
        });
    }

    @Test
    void removesItsMetersAndNoOthersWhenClosed() {
        registry.counter("selfscale.tick.of.somebody.else");
        AutoscalerMeters other = AutoscalerMeters.bindTo(registry, "search");
        int others = registry.getMeters().size();
        everything();
        meters.close();
        meters.close();
        everything();

        assertThat(registry.find("selfscale.replicas").tag("target", TARGET).meters())
                .isEmpty();
        assertThat(registry.getMeters())
                .hasSizeLessThan(others)
                .noneSatisfy(meter -> assertThat(meter.getId().getTag("target")).isEqualTo(TARGET));
        other.close();
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void keepsItsGaugesAliveWhenNobodyElseHoldsThem() {
        AutoscalerMeters.bindTo(registry, "search").onDecision(Decisions.ofTarget("search"));
        System.gc();

        assertThat(registry.get("selfscale.replicas")
                        .tags("target", "search", "state", "ready")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void mayBeBoundAgainAfterItWasClosed() {
        meters.onDecision(out(null));
        meters.close();
        try (AutoscalerMeters again = AutoscalerMeters.bindTo(registry, TARGET)) {
            again.onDecision(out(null));

            assertThat(gauge("selfscale.replicas", "state", "requested")).isEqualTo(6);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void reachesEveryLeafOfAComposite() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        MeterRegistry leaf = new SimpleMeterRegistry();
        composite.add(leaf);
        try (AutoscalerMeters bound = AutoscalerMeters.bindTo(composite, TARGET)) {
            bound.onDecision(steady(seen(GPU, Sample.of(0.7))));

            assertThat(leaf.get("selfscale.signal").gauge().value()).isEqualTo(0.7);
        }
        assertThat(leaf.getMeters()).isEmpty();
    }

    @Test
    void refusesTheDecisionsOfAnotherTarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meters.onDecision(Decisions.ofTarget("search")))
                .withMessageContaining("target checkout")
                .withMessageContaining("one of search");
    }

    @Test
    void refusesToShareATarget() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AutoscalerMeters.bindTo(registry, TARGET))
                .withMessageContaining("has one already for checkout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesABlankTarget(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AutoscalerMeters.bindTo(registry, target))
                .withMessageContaining("must not be blank");
    }

    private void everything() {
        meters.onDecision(out(null, limit("bounds", ReasonCode.ABOVE_MAX)));
        meters.onDecision(steady(seen(GPU, Sample.of(0.7)), seen(QUEUE, Sample.of(3))));
        meters.onOutcome(new OrderOutcome("1", OrderOutcome.Status.ACCEPTED, 1, ""));
        meters.onTick(Duration.ofMillis(1));
        meters.onFailure("journal", "disk full");
    }

    private void assertSignal(Signal signal, double value, double fresh) {
        assertThat(gauge("selfscale.signal", "signal", signal.name())).isEqualTo(Double.valueOf(value));
        assertThat(gauge("selfscale.signal.fresh", "signal", signal.name())).isEqualTo(fresh);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("target", TARGET).tags(tags).gauge().value();
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tag("target", TARGET).tags(tags).counter().count();
    }

    private String unit(String name, String... tags) {
        return String.valueOf(registry.get(name).tags(tags).meter().getId().getBaseUnit());
    }
}
