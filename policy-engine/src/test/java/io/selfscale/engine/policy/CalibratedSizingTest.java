package io.selfscale.engine.policy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.engine.queueing.WaitObjective;
import io.selfscale.policy.PolicyResult;
import io.selfscale.policy.Proposal;
import io.selfscale.policy.Reading;
import io.selfscale.policy.ReasonCode;
import io.selfscale.policy.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratedSizingTest {

    private static final Signal ARRIVALS = Signal.total("arrivals", "requests");
    private static final Signal SERVICE_TIME = Signal.duration("full_service_time");
    private static final Signal WAITING = Signal.total("waiting", "requests");
    private static final Signal RUNNING = Signal.total("running", "requests");
    private static final Signal LATE = Signal.ratio("late_share");

    /** No head-room and no band: the model alone. */
    private static final CalibratedSizing PLAIN = CalibratedSizing.of(
                    new LoadSignals(ARRIVALS, SERVICE_TIME, WAITING, RUNNING, LATE),
                    4,
                    WaitObjective.of(ofSeconds(1), 0.95))
            .with(Headroom.DEFAULT.between(0.5, 1, 3))
            .with(new DeviationBand(0, 0));

    private static SteadyView view(int replicas, double arrivals) {
        return SteadyView.of(replicas)
                .read(ARRIVALS, arrivals)
                .read(SERVICE_TIME, 2)
                .read(WAITING, 0)
                .read(RUNNING, 0)
                .read(LATE, 0);
    }

    private static Proposal propose(CalibratedSizing policy, SteadyView view) {
        return policy.propose(view, policy.initialMemory()).proposal();
    }

    private static int replicas(Proposal proposal) {
        assertThat(proposal).isInstanceOf(Proposal.Scale.class);
        return ((Proposal.Scale) proposal).replicas();
    }

    @ParameterizedTest(name = "lambda={0}")
    @CsvSource({"3, 3", "6, 4", "12, 7", "24, 14"})
    void hasTheSizeThatErlangAsksForWhereTheHeadroomIsOne(double arrivals, int needed) {
        // The figures of ObjectiveSizingTest: slots of 2 s, four to a replica, 95 % within a second.
        assertThat(replicas(propose(PLAIN, view(1, arrivals)))).isEqualTo(needed);
        assertThat(replicas(propose(PLAIN, view(50, arrivals)))).isEqualTo(needed);
    }

    @Test
    void theHeadroomMultipliesTheWork() {
        CalibratedSizing doubled = PLAIN.with(Headroom.DEFAULT.between(0.5, 2, 3));
        assertThat(replicas(propose(doubled, view(1, 12)))).isEqualTo(14);
    }

    @Test
    void whatWaitsIsWorkedOffBeside() {
        // 120 requests of 2 s within 30 s take 8 slots: two replicas.
        assertThat(replicas(propose(PLAIN, view(1, 6).read(WAITING, 120)))).isEqualTo(4 + 2);
    }

    @Test
    void slotsThatAreTakenCountThoughNothingArrives() {
        // Nine tenths of 40 slots: more than eight replicas hold 36 with room for one request in twenty to be in time.
        int kept = replicas(propose(PLAIN, view(20, 0).read(RUNNING, 40)));
        assertThat(kept).isBetween(9, 12);
        // More than the ready replicas hold cannot be in service.
        assertThat(propose(PLAIN, view(20, 0).read(RUNNING, 4000)))
                .isEqualTo(propose(PLAIN, view(20, 0).read(RUNNING, 80)));
    }

    @Test
    void theHeadroomGrowsWithTheLateShareAndFallsWithoutIt() {
        CalibratedMemory memory = PLAIN.initialMemory();
        SteadyView view = view(4, 6).read(LATE, 0.5);
        memory = PLAIN.propose(view, memory).memory();
        assertThat(memory.headroom())
                .as("no time has passed at the first evaluation")
                .isEqualTo(1);
        memory = PLAIN.propose(view.later(ofSeconds(15)), memory).memory();
        assertThat(memory.headroom()).isCloseTo(1 + 0.12 / 4 * (0.5 - 0.004), within(1e-12));
        double grown = memory.headroom();
        memory = PLAIN.propose(view(4, 6).later(ofSeconds(30)), memory).memory();
        assertThat(memory.headroom()).isCloseTo(grown - 0.12 / 4 * 0.004, within(1e-12));
    }

    @Test
    void aGapMovesTheHeadroomByAMinuteAtMost() {
        CalibratedMemory memory =
                PLAIN.propose(view(4, 6), PLAIN.initialMemory()).memory();
        SteadyView later = view(4, 6).read(LATE, 1).later(Duration.ofHours(3));
        assertThat(PLAIN.propose(later, memory).memory().headroom()).isCloseTo(1 + 0.12 * 0.996, within(1e-12));
    }

    @Test
    void fewRequestsCountForLessThanMany() {
        CalibratedMemory memory =
                PLAIN.propose(view(4, 6), PLAIN.initialMemory()).memory();
        memory = PLAIN.propose(view(4, 6).later(Duration.ofHours(10)), memory).memory();
        SteadyView night = view(4, 0.6).read(LATE, 1).later(Duration.ofHours(10).plusSeconds(15));
        double before = memory.headroom();
        assertThat(PLAIN.propose(night, memory).memory().headroom() - before)
                .isCloseTo(0.1 * 0.12 / 4 * 0.996, within(1e-4));
    }

    @Test
    void staysWithinTheLimitsOfTheHeadroom() {
        CalibratedMemory memory = PLAIN.initialMemory();
        for (int i = 0; i < 2000; i++) {
            memory = PLAIN.propose(view(4, 6).read(LATE, 1).later(ofSeconds(60L * i)), memory)
                    .memory();
        }
        assertThat(memory.headroom()).isEqualTo(3);
    }

    @Test
    void withoutALateShareTheHeadroomStays() {
        CalibratedMemory memory =
                PLAIN.propose(view(4, 6), PLAIN.initialMemory()).memory();
        SteadyView blind =
                view(4, 6).read(LATE, Reading.absent("nothing started")).later(ofSeconds(15));
        assertThat(PLAIN.propose(blind, memory).memory().headroom()).isEqualTo(1);
    }

    @Test
    void aSmallerSizeMustCarryTheBand() {
        CalibratedSizing banded = PLAIN.with(new DeviationBand(0, 2.5));
        // 12 a second are 24 slots of work, 36.2 at the edge of the band: seven replicas are enough, eleven with the
        // band.
        assertThat(replicas(propose(banded, view(50, 12)))).isEqualTo(11);
        Proposal kept = propose(banded, view(11, 12));
        assertThat(kept).isInstanceOf(Proposal.Hold.class);
        assertThat(kept.reason()).isEqualTo(ReasonCode.CONSOLIDATION_CHECK);
    }

    @Test
    void aLargerSizeMustBeNeededBelowTheBand() {
        CalibratedSizing banded = PLAIN.with(new DeviationBand(1, 0));
        // 24 slots of work less a deviation are 19.1: six replicas carry that.
        assertThat(propose(banded, view(6, 12))).isInstanceOf(Proposal.Hold.class);
        assertThat(replicas(propose(banded, view(5, 12)))).isEqualTo(7);
    }

    @Test
    void proposesTheLargestSizeWhereNoneKeepsTheObjective() {
        Proposal proposal = propose(PLAIN, view(3, 24).bounds(1, 5));
        assertThat(replicas(proposal)).isEqualTo(5);
        assertThat(proposal.reason()).isEqualTo(ReasonCode.OBJECTIVE_INFEASIBLE);
    }

    @Test
    void goesDownToTheLeastWhenThereIsNothingToServeWhateverItWouldTake() {
        SteadyView idle = view(20, 0).read(SERVICE_TIME, Reading.absent("nothing ended"));
        assertThat(replicas(propose(PLAIN, idle))).isEqualTo(1);
        assertThat(replicas(propose(PLAIN, idle.bounds(0, 100)))).isZero();
    }

    @Test
    void growsByTheServiceTimeLastSeenAndShrinksOnlyByAPresentOne() {
        CalibratedMemory memory =
                PLAIN.propose(view(4, 6), PLAIN.initialMemory()).memory();
        SteadyView absent =
                view(4, 12).read(SERVICE_TIME, Reading.absent("nothing ended")).later(ofSeconds(15));
        assertThat(replicas(PLAIN.propose(absent, memory).proposal())).isEqualTo(7);
        SteadyView less =
                view(20, 12).read(SERVICE_TIME, Reading.absent("nothing ended")).later(ofSeconds(15));
        assertThat(PLAIN.propose(less, memory).proposal()).isInstanceOf(Proposal.Veto.class);
    }

    @Test
    void holdsWhereItHasNeverSeenAServiceTime() {
        Proposal proposal = propose(PLAIN, view(4, 12).read(SERVICE_TIME, Reading.absent("nothing ended")));
        assertThat(proposal).isInstanceOf(Proposal.Veto.class);
        assertThat(proposal.reason()).isEqualTo(ReasonCode.SIGNAL_ABSENT);
    }

    @Test
    void doesNotShrinkOnAWindowThatNobodyWatched() {
        assertThat(propose(PLAIN, view(20, 6).notSpanned()).reason()).isEqualTo(ReasonCode.WINDOW_NOT_COVERED);
    }

    @Test
    void goesByArrivalsAloneWhereNothingElseIsThere() {
        CalibratedSizing bare = CalibratedSizing.of(
                        new LoadSignals(ARRIVALS, SERVICE_TIME, null, null, null), 4, PLAIN.objective())
                .with(PLAIN.headroom())
                .with(PLAIN.band());
        SteadyView view = SteadyView.of(20).read(ARRIVALS, 12).read(SERVICE_TIME, 2);
        PolicyResult<CalibratedMemory> result = bare.propose(view, bare.initialMemory());
        assertThat(replicas(result.proposal())).isEqualTo(7);
        assertThat(result.memory().headroom()).isEqualTo(1);
    }

    @Test
    void remembersAcrossARestart() {
        CalibratedMemory memory = PLAIN.initialMemory();
        for (int i = 0; i < 200; i++) {
            SteadyView view = view(4, 6 + i % 30).read(LATE, i % 7 / 10.0).later(ofSeconds(15L * i));
            memory = PLAIN.propose(view, memory).memory();
        }
        assertThat(memory.trend().promises()).isNotEmpty();
        assertThat(memory.headroom()).isNotEqualTo(1);
        String text = PLAIN.memoryCodec().encode(memory);
        assertThat(PLAIN.memoryCodec().decode(1, text)).isEqualTo(memory);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.memoryCodec().decode(2, text))
                .withMessageContaining("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "{\"headroom\":-1}", "{\"headroom\":1}"})
    void refusesAMemoryThatNobodyWrote(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.memoryCodec().decode(1, text));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.drainingWithin(Duration.ZERO))
                .withMessageContaining("drain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLAIN.over(ofMillis(-1)))
                .withMessageContaining("window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headroom.DEFAULT.withGoal(0))
                .withMessageContaining("goal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Headroom.DEFAULT.between(1, 0.9, 2))
                .withMessageContaining("least <= first <= greatest");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviationBand(-1, 0))
                .withMessageContaining("band");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoadSignals(ARRIVALS, ARRIVALS, null, null, null))
                .withMessageContaining("serviceTime");
    }
}
