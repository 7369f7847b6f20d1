package io.selfscale.adapter.micrometer;

import static io.selfscale.adapter.micrometer.Readings.assertAbsent;
import static io.selfscale.adapter.micrometer.Readings.assertFresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.selfscale.policy.Reading;
import io.selfscale.policy.Sample;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaugeSourceTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void readsTheValueAsItIsAtEachRead() {
        AtomicInteger length = new AtomicInteger(3);
        Gauge.builder("queue.length", length, AtomicInteger::get).register(registry);
        GaugeSource source = MeterSources.gauge(registry, "queue.length");

        assertFresh(source.read(), 3);
        length.set(0);
        assertFresh(source.read(), 0);
    }

    @Test
    void isAbsentUntilTheMeterAppears() {
        GaugeSource source = MeterSources.gauge(registry, "queue.length", "queue", "mail");

        assertAbsent(source.read(), "no meter named queue.length with tags queue=mail");
        gauge("queue.length", 7, "queue", "mail");
        assertFresh(source.read(), 7);
    }

    @Test
    void isFoundByAPartOfItsTags() {
        gauge("queue.length", 7, "queue", "mail", "zone", "a");
        gauge("queue.length", 9, "queue", "print", "zone", "a");

        assertFresh(
                MeterSources.gauge(registry, "queue.length", "queue", "mail").read(), 7);
        assertAbsent(
                MeterSources.gauge(registry, "queue.length", "queue", "fax").read(), "no meter named");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
    void isAbsentWhenTheValueCannotBeAMeasurement(double value) {
        gauge("odd", value);

        assertAbsent(MeterSources.gauge(registry, "odd").read(), "meter odd is ", "" + value);
    }

    @Test
    void doesNotGuessWhatSeveralMetersMean() {
        gauge("busy", 0.2, "worker", "1");
        gauge("busy", 0.6, "worker", "2");
        GaugeSource source = MeterSources.gauge(registry, "busy");

        assertAbsent(source.read(), "2 meters are named busy", "summed()", "averaged()");
        assertFresh(source.summed().read(), 0.8);
        assertFresh(source.averaged().read(), 0.4);
    }

    @Test
    void isAbsentWhenAPartOfASumIsUnknown() {
        gauge("busy", 0.2, "worker", "1");
        gauge("busy", Double.NaN, "worker", "2");
        GaugeSource source = MeterSources.gauge(registry, "busy");

        assertAbsent(source.summed().read(), "busy with tags worker=2");
        assertAbsent(source.averaged().read(), "busy with tags worker=2");
    }

    @ParameterizedTest
    @EnumSource(names = {"NANOSECONDS", "MILLISECONDS", "SECONDS", "MINUTES"})
    void readsATimeGaugeInSeconds(TimeUnit unit) {
        TimeGauge.builder("oldest", () -> unit.convert(120, TimeUnit.SECONDS), unit)
                .register(registry);

        assertFresh(MeterSources.gauge(registry, "oldest").read(), 120);
    }

    @ParameterizedTest
    @CsvSource({
        "2500, ms, 2.5",
        "2500, milliseconds, 2.5",
        "3e9, nanoseconds, 3",
        "3e9, ns, 3",
        "4e6, us, 4",
        "2, minutes, 120",
        "1, hours, 3600",
        "1, days, 86400",
        "5, seconds, 5",
        "5, requests, 5",
        "5, min, 5"
    })
    void readsAGaugeOfTimeInSeconds(double value, String unit, double expected) {
        Gauge.builder("lag", () -> value).baseUnit(unit).register(registry);

        assertFresh(MeterSources.gauge(registry, "lag").read(), expected);
    }

    @Test
    void isAbsentWhenTheMeterIsOfAnotherType() {
        registry.counter("jobs").increment();

        assertAbsent(MeterSources.gauge(registry, "jobs").read(), "meter jobs is a counter, not a gauge");
    }

    @Test
    void readsOneSampleForEachReplica() {
        gauge("worker.busy", 0.9, "replica", "b");
        gauge("worker.busy", 0.1, "replica", "a");
        gauge("worker.busy", Double.NaN, "replica", "c");
        gauge("worker.busy", 5, "pool", "spare");

        Map<String, Sample> samples = samples(MeterSources.gauge(registry, "worker.busy"), "replica");

        assertThat(samples.keySet()).containsExactly("a", "b", "c");
        assertFresh(sample(samples, "a"), 0.1);
        assertFresh(sample(samples, "b"), 0.9);
        assertAbsent(sample(samples, "c"), "not a finite number");
    }

    @Test
    void combinesTheMetersOfOneReplicaAsDeclared() {
        gauge("worker.busy", 1, "replica", "a", "thread", "1");
        gauge("worker.busy", 2, "replica", "a", "thread", "2");
        gauge("worker.busy", 7, "replica", "b", "thread", "1");
        GaugeSource source = MeterSources.gauge(registry, "worker.busy");

        assertAbsent(sample(samples(source, "replica"), "a"), "2 meters", "replica=a");
        assertFresh(sample(samples(source, "replica"), "b"), 7);
        assertFresh(sample(samples(source.summed(), "replica"), "a"), 3);
        assertFresh(sample(samples(source.averaged(), "replica"), "a"), 1.5);
    }

    @Test
    void isAbsentAsAWholeWhenNoMeterNamesAReplica() throws Exception {
        GaugeSource source = MeterSources.gauge(registry, "worker.busy");

        assertAbsent(source.byReplica("replica").read(), "no meter named worker.busy");
        gauge("worker.busy", 1);
        assertAbsent(source.byReplica("replica").read(), "has a tag replica");
    }

    @Test
    void rejectsNamesAndTagsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterSources.gauge(registry, " "))
                .withMessageContaining("must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterSources.gauge(registry, "busy", "worker"))
                .withMessageContaining("keys and values in turn")
                .withMessageContaining("were 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterSources.gauge(registry, "busy").byReplica(""))
                .withMessageContaining("must not be blank");
    }

    private Map<String, Sample> samples(GaugeSource source, String tag) {
        Reading reading = read(source, tag);
        assertThat(reading).isInstanceOf(Reading.ByReplica.class);
        return ((Reading.ByReplica) reading).samples();
    }

    private static Sample sample(Map<String, Sample> samples, String replica) {
        return Objects.requireNonNull(samples.get(replica), replica);
    }

    private static Reading read(GaugeSource source, String tag) {
        try {
            return source.byReplica(tag).read();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void gauge(String name, double value, String... tags) {
        Gauge.builder(name, () -> value).tags(tags).register(registry);
    }
}
