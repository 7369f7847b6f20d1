package io.selfscale.engine.policy;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.engine.decide.Rehearsal;
import io.selfscale.engine.policy.OngoingRequests.Delays;
import io.selfscale.engine.policy.OngoingRequests.Factors;
import io.selfscale.engine.spec.ScalingSpec;
import io.selfscale.engine.spec.ScalingTarget;
import io.selfscale.engine.state.StateCodec;
import io.selfscale.policy.Decision;
import io.selfscale.policy.Direction;
import io.selfscale.policy.Inventory;
import io.selfscale.policy.MemoryCodec;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Semantics section 5. */
class OngoingRequestsTest {

    private static final Signal ONGOING = Signal.total("ongoing_requests", "requests");

    /** Two requests per replica, looking back for half a minute; half a minute out, ten minutes in. */
    private static final OngoingRequests POLICY = OngoingRequests.of(ONGOING, OngoingRequests.DEFAULT_TARGET);

    private static final OngoingRequests AT_ONCE =
            POLICY.lookingBack(ofSeconds(1)).with(new Delays(ZERO, ZERO, null));

    private static Rehearsal rehearsal(OngoingRequests policy, Duration tick) {
        return new Rehearsal(ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .tick(tick)
                .signal(ONGOING)
                .policy(policy)
                .build());
    }

    /** Returns a target that has had two requests per replica for a while. */
    private static Rehearsal atRest(OngoingRequests policy, int ready) {
        Rehearsal target = rehearsal(policy, ofSeconds(1)).ready(ready).read(ONGOING, 2.0 * ready);
        assertThat(target.tickFor(ofMinutes(2)).to()).isEqualTo(ready);
        return target;
    }

    private static Proposal proposal(Decision decision) {
        return decision.proposals().get(0).proposal();
    }

    @ParameterizedTest
    @CsvSource({
        // running, total, up, down, replicas
        " 4, 20, 1.0, 1.0, 10",
        "10,  3, 1.0, 1.0,  2",
        "10,  3, 1.0, 0.5,  6",
        " 2,  1, 1.0, 0.3,  1",
        " 2,  3, 1.0, 1.0,  2",
        " 4, 20, 0.5, 1.0,  7",
        " 4,  8, 0.5, 0.5,  4",
        " 1,  0, 1.0, 1.0,  0",
        " 3,  0, 1.0, 5.0,  0",
    })
    void sizesAsInTheTable(int running, double total, double up, double down, int replicas) {
        OngoingRequests policy = POLICY.with(new Factors(up, down));
        assertThat(policy.replicas(running, total)).isEqualTo(replicas);
        if (replicas > 0) {
            Rehearsal target = atRest(policy.lookingBack(ofSeconds(1)).with(new Delays(ZERO, ZERO, null)), running);
            assertThat(target.read(ONGOING, total).tick().to()).isEqualTo(replicas);
        }
    }

    @Test
    void floatingPointAddsNoReplica() {
        assertThat(OngoingRequests.of(ONGOING, 0.1).replicas(1, 0.3)).isEqualTo(3);
        assertThat(POLICY.replicas(1, 1e300)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void growsOnceThatWasWantedForTheDelay() {
        Rehearsal target = atRest(POLICY, 4).read(ONGOING, 20);
        Decision first = target.tick();
        assertThat(proposal(first).reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(target.untilChange(ofMinutes(2))).isEqualTo(ofSeconds(30));
    }

    @Test
    void appliesTheLeastCountOfTheDelayWhenItGrows() {
        OngoingRequests policy = POLICY.lookingBack(ofSeconds(1));
        Rehearsal target = atRest(policy, 4);
        target.read(ONGOING, 12).tickFor(ofSeconds(15));
        target.read(ONGOING, 60).tickFor(ofSeconds(15));
        assertThat(target.tick().to())
                .as("30 is the latest, 6 was wanted throughout")
                .isEqualTo(6);
    }

    @Test
    void appliesTheGreatestCountOfTheDelayWhenItShrinks() {
        OngoingRequests policy = POLICY.lookingBack(ofSeconds(1)).with(new Delays(ZERO, ofMinutes(1), null));
        Rehearsal target = atRest(policy, 10);
        target.read(ONGOING, 14).tickFor(ofSeconds(30));
        target.read(ONGOING, 2).tickFor(ofSeconds(30));
        assertThat(target.tick().to())
                .as("1 is the latest, 7 was wanted throughout")
                .isEqualTo(7);
    }

    @Test
    void anOldCountLeavesTheDelayWindow() {
        OngoingRequests policy = POLICY.lookingBack(ofSeconds(1));
        Rehearsal target = atRest(policy, 4);
        target.read(ONGOING, 10).tick();
        target.read(ONGOING, 60);
        assertThat(target.tickFor(ofSeconds(30)).to()).isEqualTo(5);
        target.ready(4).read(ONGOING, 60);
        assertThat(target.tickFor(ofSeconds(40)).to()).isEqualTo(30);
    }

    @Test
    void oneTickOfTheOtherOpinionStartsTheDelayAnew() {
        OngoingRequests policy = POLICY.lookingBack(ofSeconds(1));
        Rehearsal target = atRest(policy, 4);
        target.read(ONGOING, 20).tickFor(ofSeconds(25));
        target.read(ONGOING, 8).tick();
        target.read(ONGOING, 20).tick();
        assertThat(target.untilChange(ofMinutes(2))).isEqualTo(ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7", "20", "25"})
    void aSlowLoopDoesNotLengthenTheDelay(int tickSeconds) {
        Duration tick = ofSeconds(tickSeconds);
        Rehearsal target = rehearsal(POLICY, tick).ready(4).read(ONGOING, 8);
        target.tickFor(ofMinutes(10));
        target.read(ONGOING, 200).tick();
        assertThat(target.untilChange(ofMinutes(10)))
                .isBetween(ofSeconds(30), ofSeconds(30).plus(tick));
    }

    @Test
    void delaysShorterThanTheLookBackAreReported() {
        assertThat(POLICY.thrashRisks()).isEmpty();
        assertThat(POLICY.lookingBack(ofSeconds(31)).thrashRisks())
                .containsExactly("the delay out should be at least the look-back window PT31S but is PT30S");
        assertThat(POLICY.with(new Delays(ofSeconds(30), ofSeconds(5), ofSeconds(29)))
                        .thrashRisks())
                .containsExactly(
                        "the delay in should be at least the look-back window PT30S but is PT5S",
                        "the delay to zero should be at least the look-back window PT30S but is PT29S");
    }

    @Test
    void anAbsentSignalVetoesScaleInAndBreaksOffTheWaitForOne() {
        OngoingRequests policy = POLICY.with(new Delays(ofSeconds(30), ofMinutes(2), null));
        Rehearsal target = atRest(policy, 10).read(ONGOING, 2);
        target.tickFor(ofSeconds(110));
        Decision blind = target.read(ONGOING, Reading.absent("no proxy")).tick();
        assertThat(blind.explain()).contains("vetoes scale-in", "no proxy");
        target.read(ONGOING, 2).tick();
        assertThat(target.untilChange(ofMinutes(5))).isEqualTo(ofMinutes(2));
    }

    @Test
    void anAbsentSignalDoesNotBreakOffTheWaitForMore() {
        Rehearsal target = atRest(POLICY, 4).read(ONGOING, 40);
        target.tickFor(ofSeconds(15));
        target.read(ONGOING, Reading.absent("lost")).tick();
        target.read(ONGOING, 40);
        assertThat(target.untilChange(ofMinutes(1))).isEqualTo(ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1})
    void garbageIsNeverActedOn(double value) {
        Rehearsal target = atRest(AT_ONCE, 4).read(ONGOING, value);
        for (int i = 0; i < 100; i++) {
            assertThat(target.tick().to()).isEqualTo(4);
        }
    }

    @Test
    void aRestartStartsTheWaitForFewerAnewAndNotTheOneForMore() {
        OngoingRequests policy = POLICY.with(new Delays(ofSeconds(30), ofMinutes(2), null));
        Rehearsal idle = atRest(policy, 10).read(ONGOING, 2);
        idle.tickFor(ofSeconds(110));
        idle.restart();
        assertThat(idle.untilChange(ofMinutes(5))).isGreaterThanOrEqualTo(ofMinutes(2));

        Rehearsal busy = atRest(policy, 4).read(ONGOING, 40);
        busy.tickFor(ofSeconds(20));
        busy.restart();
        assertThat(busy.untilChange(ofMinutes(5))).isLessThanOrEqualTo(ofSeconds(11));
    }

    @Test
    void aFactorNeverTurnsAChangeAroundWhileReplicasStartOrFail() {
        OngoingRequests damped = AT_ONCE.with(new Factors(0.5, 1));
        Rehearsal target = atRest(damped, 4).ready(2);
        assertThat(target.tickFor(ofMinutes(1)).to())
                .as("half of the way from 2 to 4 would be 3")
                .isEqualTo(4);
        OngoingRequests eager = AT_ONCE.with(new Factors(3, 1));
        Rehearsal growing = atRest(eager, 4).read(ONGOING, 20);
        assertThat(growing.tick().to()).isEqualTo(22);
        assertThat(growing.tickFor(ofMinutes(1)).to())
                .as("four are ready still, and 10 wanted")
                .isEqualTo(22);
    }

    @Test
    void withNoReplicaReadyWorkAsksForWhatIsRequestedAtOnce() {
        Rehearsal target = atRest(POLICY, 3).inventory(Inventory.of(List.of()));
        Decision decision = target.read(ONGOING, 500).tick();
        assertThat(decision.to()).isEqualTo(3);
        assertThat(proposal(decision).reason()).isEqualTo(ReasonCode.ONGOING);
        assertThat(target.read(ONGOING, 0).tickFor(ofMinutes(20)).to())
                .as("without work it stays as it is")
                .isEqualTo(3);
    }

    @Test
    void fromZeroItStartsTheFirstReplicasAtOnceAndAsManyAsTheFactorSays() {
        OngoingRequests policy = POLICY.with(new Factors(2.5, 1));
        assertThat(scale(policy.propose(new PlainView(ONGOING, 1, 0, 0), OngoingMemory.NONE)))
                .isEqualTo(3);
        assertThat(scale(policy.propose(new PlainView(ONGOING, 0, 0, 0), OngoingMemory.NONE)))
                .isEqualTo(0);
    }

    @Test
    void goesDownToZeroFromOneAlone() {
        OngoingRequests policy = AT_ONCE;
        assertThat(scale(policy.propose(new PlainView(ONGOING, 0, 5, 5), OngoingMemory.NONE)))
                .isEqualTo(1);
        assertThat(scale(policy.propose(new PlainView(ONGOING, 0, 1, 1), OngoingMemory.NONE)))
                .isEqualTo(0);
    }

    @Test
    void theLastReplicaMayHaveADelayOfItsOwn() {
        OngoingRequests policy = AT_ONCE.with(new Delays(ZERO, ZERO, ofMinutes(1)));
        assertThat(scale(policy.propose(new PlainView(ONGOING, 0, 5, 5), OngoingMemory.NONE)))
                .isEqualTo(1);
        PolicyResult<OngoingMemory> waits = policy.propose(new PlainView(ONGOING, 0, 1, 1), OngoingMemory.NONE);
        assertThat(waits.proposal().reason()).isEqualTo(ReasonCode.DELAYED);
        assertThat(scale(policy.propose(new PlainView(ONGOING, 0, 1, 1).later(ofMinutes(1)), waits.memory())))
                .isEqualTo(0);
    }

    private static @Nullable Integer scale(PolicyResult<OngoingMemory> result) {
        return result.proposal() instanceof Proposal.Scale scale ? scale.replicas() : null;
    }

    @Test
    void remembersWhatItWrites() {
        MemoryCodec<OngoingMemory> codec = POLICY.memoryCodec();
        OngoingMemory waiting = OngoingMemory.NONE
                .wanting(Direction.OUT, 9, new PlainView(ONGOING, 18, 4, 4), ofSeconds(30))
                .wanting(Direction.OUT, 7, new PlainView(ONGOING, 14, 4, 4).later(ofSeconds(9)), ofSeconds(30));
        assertThat(waiting.agreed()).isEqualTo(7);
        for (OngoingMemory memory : List.of(OngoingMemory.NONE, waiting)) {
            assertThat(codec.decode(codec.version(), codec.encode(memory))).isEqualTo(memory);
        }
    }

    @Test
    void aDelayRunsOnInAStateThatWasWrittenAndRead() {
        ScalingSpec spec = ScalingSpec.builder(ScalingTarget.of("t").replicas(1, 100))
                .signal(ONGOING)
                .policy(POLICY)
                .build();
        StateCodec codec = new StateCodec(spec);
        Rehearsal target = new Rehearsal(spec).ready(4).read(ONGOING, 40);
        target.tickFor(ofSeconds(20));
        target.state(codec.decode(codec.encode(target.state())));
        assertThat(target.untilChange(ofMinutes(2))).isEqualTo(ofSeconds(11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"direction\":\"UP\",\"since\":0,\"requested\":1,\"observed_since\":0,"
                        + "\"counts\":{\"granularity\":1,\"size\":1,\"entries\":[]}}",
                "{\"direction\":\"OUT\",\"since\":0,\"requested\":1,\"observed_since\":0,"
                        + "\"counts\":{\"granularity\":1,\"size\":1,\"entries\":[{\"i\":2,\"v\":1},{\"i\":1,\"v\":0}]}}",
            })
    void refusesAMemoryThatItDidNotWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POLICY.memoryCodec().decode(1, text));
    }

    @Test
    void refusesSettingsThatCannotBeRight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OngoingRequests.of(Signal.ratio("gpu"), 2))
                .withMessage("ongoing requests must be a TOTAL over all replicas but gpu is RATIO");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OngoingRequests.of(ONGOING, 0))
                .withMessage("target must be positive but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Factors(0, 1))
                .withMessage("the factor up must be positive but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Delays(ofSeconds(-1), ZERO, null))
                .withMessage("the delay out must not be negative but was PT-1S");
    }
}
