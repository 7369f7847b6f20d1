package io.selfscale.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.Advice;
import io.selfscale.policy.Comparison;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Evidence;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.Observation;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Replica;
import io.selfscale.policy.ReplicaState;
import io.selfscale.policy.Sample;
import io.selfscale.policy.Signal;
import io.selfscale.policy.SignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An observation that was written is read as an equal one: a decision can be computed again from it. */
class ObservationCodecProperties {

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void readsAnEqualObservation(@ForAll("observations") Observation observation) {
        String text = JsonWriter.write(ObservationCodec.encode(observation));

        Observation read = ObservationCodec.decode(JsonReader.readObject(text));

        assertThat(read).isEqualTo(observation);
        // Folding samples in the same order gives the same sum: the order of a map is not part of its equality.
        assertThat(read.readings().keySet())
                .containsExactlyElementsOf(observation.readings().keySet());
        observation.readings().forEach((signal, reading) -> {
            if (reading instanceof Reading.ByReplica byReplica
                    && read.readings().get(signal) instanceof Reading.ByReplica again) {
                assertThat(again.samples().keySet())
                        .containsExactlyElementsOf(byReplica.samples().keySet());
            }
        });
        assertThat(JsonWriter.write(ObservationCodec.encode(read))).isEqualTo(text);
    }

    @Example
    void refusesWhatIsNoObservation() {
        for (String text : List.of(
                "{}",
                "{\"wall_time\":\"yesterday\",\"nanos\":0,\"readings\":[],\"inventory\":[]}",
                "{\"wall_time\":\"2026-11-11T00:00:00Z\",\"nanos\":-1,\"readings\":[],\"inventory\":[]}",
                "{\"wall_time\":\"2026-11-11T00:00:00Z\",\"nanos\":0,\"readings\":[{}],\"inventory\":[]}",
                "{\"wall_time\":\"2026-11-11T00:00:00Z\",\"nanos\":0,\"readings\":"
                        + "[{\"name\":\"a\",\"kind\":\"NONE\",\"unit\":\"1\",\"sample\":{}}],\"inventory\":[]}",
                "{\"wall_time\":\"2026-11-11T00:00:00Z\",\"nanos\":0,\"readings\":"
                        + "[{\"name\":\"a\",\"kind\":\"TOTAL\",\"unit\":\"1\",\"sample\":{\"fresh\":[1.0]}}],"
                        + "\"inventory\":[]}",
                "{\"wall_time\":\"2026-11-11T00:00:00Z\",\"nanos\":0,\"readings\":[]}")) {
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> ObservationCodec.decode(JsonReader.readObject(text)));
        }
    }

    @Provide
    Arbitrary<Observation> observations() {
        Arbitrary<Instant> moments = Combinators.combine(
                        Arbitraries.longs().between(-62_000_000_000L, 250_000_000_000L),
                        Arbitraries.longs().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        return Combinators.combine(
                        moments,
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Arbitraries.maps(signals(), readings()).ofMaxSize(4),
                        inventories(),
                        outcomes().list().ofMaxSize(3),
                        advice().list().ofMaxSize(3))
                .as(Observation::new);
    }

    private static Arbitrary<String> words() {
        return JsonProperties.strings();
    }

    private static Arbitrary<String> notBlank() {
        return words().map(word -> "r" + word);
    }

    private static Arbitrary<Double> values() {
        return JsonProperties.finite().map(Math::abs);
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofNanos);
    }

    private static Arbitrary<Signal> signals() {
        return Combinators.combine(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(8),
                        Arbitraries.of(SignalKind.class),
                        notBlank())
                .as(Signal::new);
    }

    private static Arbitrary<Sample> samples() {
        return Arbitraries.oneOf(
                Combinators.combine(values(), durations()).as(Sample.Fresh::new),
                Combinators.combine(values(), durations()).as(Sample.Stale::new),
                notBlank().map(Sample.Absent::new));
    }

    private static Arbitrary<Reading> readings() {
        return Arbitraries.oneOf(
                samples().map(Reading.Whole::new),
                Arbitraries.maps(words(), samples()).ofMaxSize(5).map(Reading.ByReplica::new));
    }

    private static Arbitrary<Inventory> inventories() {
        return Arbitraries.oneOf(
                replicas().list().ofMaxSize(5).map(Inventory.Known::new), words().map(Inventory.Unknown::new));
    }

    private static Arbitrary<Replica> replicas() {
        return Combinators.combine(
                        notBlank(),
                        notBlank(),
                        Arbitraries.of(ReplicaState.class),
                        durations(),
                        durations(),
                        words(),
                        Arbitraries.of(true, false))
                .as((id, pool, state, one, other, order, ordered) -> new Replica(
                        id,
                        pool,
                        state,
                        one.compareTo(other) > 0 ? one : other,
                        one.compareTo(other) > 0 ? other : one,
                        ordered ? order : null));
    }

    private static Arbitrary<OrderOutcome> outcomes() {
        return Combinators.combine(
                        words(),
                        Arbitraries.of(OrderOutcome.Status.class),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE),
                        words())
                .as(OrderOutcome::new);
    }

    private static Arbitrary<Advice> advice() {
        return Combinators.combine(words(), proposals()).as(Advice::new);
    }

    private static Arbitrary<Proposal> proposals() {
        Arbitrary<ReasonCode> reasons = Arbitraries.of(ReasonCode.class);
        Arbitrary<List<Evidence>> evidence = evidence().list().ofMaxSize(2);
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.integers().between(0, Integer.MAX_VALUE), reasons, evidence)
                        .as(Proposal.Scale::new),
                Combinators.combine(reasons, evidence).as(Proposal.Hold::new),
                Combinators.combine(reasons, words()).as(Proposal.Abstention::new),
                Combinators.combine(Arbitraries.of(Direction.IN, Direction.OUT), reasons, evidence, words())
                        .as(Proposal.Veto::new));
    }

    private static Arbitrary<Evidence> evidence() {
        return Combinators.combine(
                        signals(),
                        words(),
                        JsonProperties.finite(),
                        Arbitraries.of(Comparison.class),
                        JsonProperties.finite(),
                        durations(),
                        Arbitraries.doubles().between(0, 1))
                .as(Evidence::new);
    }
}
