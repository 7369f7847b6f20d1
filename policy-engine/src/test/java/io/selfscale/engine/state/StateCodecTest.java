package io.selfscale.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Decider;
import io.selfscale.engine.policy.Statistic;
import io.selfscale.engine.policy.ThresholdBand;
import io.selfscale.engine.spec.Limits;
import io.selfscale.engine.spec.RateLimit;
import io.selfscale.engine.spec.RatePolicy;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingSpecBuilder;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Signal;
import io.selfscale.policy.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    private static final Signal BUSY = Signal.ratio("busy_share");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final ThresholdBand BUSY_BAND = ThresholdBand.on(BUSY)
            .outAbove(0.7, Duration.ofSeconds(10))
            .inBelow(0.3, Duration.ofSeconds(20))
            .every(Duration.ofSeconds(3));
    private static final ThresholdBand LATENCY_BAND = ThresholdBand.on(LATENCY)
            .outAbove(0.5, Duration.ofSeconds(5))
            .inBelow(0.2, Duration.ofSeconds(5))
            .by(Statistic.mean());

    private static ScalingSpecBuilder builder(String target) {
        Limits limits = Limits.none()
                .withStabilization(Duration.ofSeconds(5), Duration.ofSeconds(15))
                .withRates(
                        RateLimit.anyOf(RatePolicy.replicas(2, Duration.ofSeconds(20))),
                        RateLimit.anyOf(RatePolicy.percent(50, Duration.ofSeconds(30))));
        return ScalingSpec.builder(ScalingTarget.of(target).replicas(1, 12))
                .signal(BUSY)
                .signal(LATENCY)
                .policy(new Tally("tally"))
                .limits(limits);
    }

    private static ScalingSpec spec() {
        return builder("shop").policy(BUSY_BAND).policy(LATENCY_BAND).build();
    }

    /** A decision, and the state before and after it. */
    private record Moment(State before, Observation observation, Decision decision, State after) {}

    private static List<Moment> play(ScalingSpec spec, long seed, int decisions) {
        RandomWorld world = new RandomWorld(new Random(seed), List.of(BUSY, LATENCY));
        List<Moment> moments = new ArrayList<>();
        State state = State.initial(spec);
        for (int i = 0; i < decisions; i++) {
            Observation observation = world.observe();
            Step<State> step = Decider.decide(spec, state, observation);
            world.follow(step.decision());
            moments.add(new Moment(state, observation, step.decision(), step.state()));
            state = step.state();
        }
        return moments;
    }

    private static State last(ScalingSpec spec) {
        List<Moment> moments = play(spec, 7, 200);
        return moments.get(moments.size() - 1).after();
    }

    @Test
    void readsAnEqualStateAfterEveryDecision() {
        ScalingSpec spec = spec();
        StateCodec codec = new StateCodec(spec);
        List<Moment> moments = new ArrayList<>();
        for (long seed = 1; seed <= 5; seed++) {
            moments.addAll(play(spec, seed, 250));
        }

        for (Moment moment : moments) {
            String text = codec.encode(moment.after());
            State read = codec.decode(text);
            assertThat(read).isEqualTo(moment.after());
            assertThat(codec.encode(read)).isEqualTo(text).doesNotContain("\n");
        }
        assertExercised(moments);
    }

    /** The runs must have changes in both directions, a history, and a ledger that is in use. */
    private static void assertExercised(List<Moment> moments) {
        List<Predicate<Moment>> wanted = List.of(
                moment -> moment.decision().direction() == Direction.OUT,
                moment -> moment.decision().direction() == Direction.IN,
                moment -> !moment.after().ledger().starts().isEmpty(),
                moment -> !moment.after().ledger().stops().isEmpty(),
                moment -> moment.after().ledger().pauses().size() > 0,
                moment -> moment.after().history().greatest().size() > 1,
                moment -> !moment.after().history().changes().isEmpty());
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(moments.stream().anyMatch(wanted.get(i)))
                    .as("happens: number " + i)
                    .isTrue();
        }
    }

    @Test
    void aStateThatWasReadDecidesAsTheOneThatWasWritten() {
        ScalingSpec spec = spec();
        StateCodec codec = new StateCodec(spec);

        for (Moment moment : play(spec, 11, 300)) {
            State read = codec.decode(codec.encode(moment.before()));

            Step<State> again = Decider.decide(spec, read, moment.observation());

            assertThat(again.decision()).isEqualTo(moment.decision());
            assertThat(again.state()).isEqualTo(moment.after());
        }
    }

    @Test
    void readsTheStateBeforeTheFirstDecision() {
        StateCodec codec = new StateCodec(spec());

        assertThat(codec.decode(codec.encode(State.initial(spec())))).isEqualTo(State.initial(spec()));
    }

    @Test
    void refusesALaterVersion() {
        StateCodec codec = new StateCodec(spec());
        String later = codec.encode(last(spec())).replaceFirst("\"version\":2,", "\"version\":3,");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(later))
                .withMessage("state version must be at most 2 but was 3; it was written by a later Selfscale");
    }

    @Test
    void refusesTheStateOfAnotherTarget() {
        String other = new StateCodec(builder("other").build())
                .encode(State.initial(builder("other").build()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateCodec(spec()).decode(other))
                .withMessage("the state belongs to target other, not to shop");
    }

    @Test
    void readsTheWindowsOfVersion1() {
        StateCodec codec = new StateCodec(spec());
        State state = last(spec());
        String text = codec.encode(state).replace("\"version\":2,", "\"version\":1,");
        String old = Pattern.compile("\"buckets\":\"([^\"]*)\"").matcher(text).replaceAll(match -> {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(match.group(1)));
            StringBuilder sums = new StringBuilder();
            StringBuilder counts = new StringBuilder();
            StringBuilder partial = new StringBuilder();
            String comma = "";
            while (bytes.hasRemaining()) {
                sums.append(comma).append(bytes.getDouble());
                counts.append(comma).append(bytes.getInt());
                partial.append(comma).append(bytes.get());
                comma = ",";
            }
            return "\"sums\":[" + sums + "],\"counts\":[" + counts + "],\"partial\":[" + partial + "]";
        });

        assertThat(old).doesNotContain("buckets");
        assertThat(codec.decode(old)).isEqualTo(state);
    }

    @Test
    void refusesWhatIsNoState() {
        StateCodec codec = new StateCodec(spec());
        String text = codec.encode(last(spec()));

        for (String spoilt : List.of(
                "",
                "{}",
                "[]",
                text.substring(0, text.length() / 2),
                text.replaceFirst("\"version\":2", "\"version\":0"),
                text.replaceFirst("\"wall_time\":\"[^\"]*\"", "\"wall_time\":\"noon\""),
                text.replaceFirst("\"nanos\":", "\"nanos\":-"),
                text.replaceFirst("\"buckets\":\"", "\"buckets\":\"AAAA"),
                text.replaceFirst("\"buckets\":\".{12}", "\"buckets\":\"f/AAAAAAAAAA"),
                text.replaceFirst("\"direction\":\"[A-Z]*\"", "\"direction\":\"UP\""),
                text.replaceFirst("\"next_order\":", "\"next_order\":-"))) {
            assertThat(spoilt).isNotEqualTo(text);
            assertThatIllegalArgumentException().as(spoilt).isThrownBy(() -> codec.decode(spoilt));
        }
    }

    @Test
    void aChangedSpecificationKeepsTheWindowsThatStillFit() {
        State written = last(spec());
        ScalingSpec changed = builder("shop")
                .policy(LATENCY_BAND)
                .policy(BUSY_BAND.outAbove(0.8, Duration.ofSeconds(12)))
                .build();

        State read = new StateCodec(changed).decode(new StateCodec(spec()).encode(written));

        assertThat(read.requested()).isEqualTo(written.requested());
        assertThat(read.clock()).isEqualTo(written.clock());
        assertThat(read.ledger()).isEqualTo(written.ledger());
        int kept = 0;
        for (int i = 0; i < changed.windows().size(); i++) {
            int before = spec().indexOf(changed.windows().get(i).window());
            if (before < 0) {
                assertThat(read.rings().get(i))
                        .isEqualTo(State.initial(changed).rings().get(i));
            } else {
                assertThat(read.rings().get(i)).isEqualTo(written.rings().get(before));
                kept++;
            }
        }
        assertThat(kept).isEqualTo(2);
        assertThat(read.policies()).extracting(PolicyState::policy).containsExactly("tally", "latency", "busy_share");
        assertThat(read.policies().get(1)).isEqualTo(written.policies().get(2));
    }

    @Test
    void windowsOfAnotherTickStartAnew() {
        State written = last(spec());
        ScalingSpec slower = builder("shop")
                .tick(Duration.ofSeconds(2))
                .policy(BUSY_BAND)
                .policy(LATENCY_BAND)
                .build();

        State read = new StateCodec(slower).decode(new StateCodec(spec()).encode(written));

        assertThat(read.rings()).isEqualTo(State.initial(slower).rings());
        assertThat(read.requested()).isEqualTo(written.requested());
    }

    @Test
    void aPolicyThatIsNewStartsFromItsInitialMemory() {
        State written = last(spec());
        ScalingSpec more = builder("shop")
                .policy(BUSY_BAND)
                .policy(LATENCY_BAND)
                .policy(new Tally("second"))
                .build();

        State read = new StateCodec(more).decode(new StateCodec(spec()).encode(written));

        assertThat(read.policies().get(0).memory()).isEqualTo(200);
        assertThat(read.policies().get(3)).isEqualTo(PolicyState.initial(new Tally("second")));
    }

    @Test
    void memoryThatCannotBeReadIsReplacedByTheInitialOne() {
        State written = last(spec());
        String text = new StateCodec(spec()).encode(written);
        String spoilt = text.replace("\"memory\":\"200\"", "\"memory\":\"two hundred\"");
        assertThat(spoilt).isNotEqualTo(text);

        State read = new StateCodec(spec()).decode(spoilt);

        assertThat(read.policies().get(0).memory()).isEqualTo(0);
        assertThat(read.policies().subList(1, 3)).isEqualTo(written.policies().subList(1, 3));
        assertThat(read.rings()).isEqualTo(written.rings());
    }

    @Test
    void aRestartKeepsWhatIsKnownAndForgetsWhatWasProposed() {
        State state = last(spec());

        State resumed = state.resumedAt(state.clock().nanos() + 60_000_000_000L);

        assertThat(resumed.rings()).isEqualTo(state.rings());
        assertThat(resumed.ledger()).isEqualTo(state.ledger());
        assertThat(resumed.requested()).isEqualTo(state.requested());
        assertThat(resumed.clock().observedSinceNanos()).isEqualTo(state.clock().nanos() + 60_000_000_000L);
        assertThat(resumed.policies()).allMatch(policy -> policy.proposal() == null);
        assertThat(resumed.policies().get(0).memory()).isEqualTo(200);
        assertThat(new StateCodec(spec()).decode(new StateCodec(spec()).encode(resumed)))
                .isEqualTo(resumed);
        assertThat(State.initial(spec()).resumedAt(5)).isEqualTo(State.initial(spec()));
    }
}
