package io.selfscale.adapter.simulation.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.selfscale.adapter.simulation.demand.Demand;
import io.selfscale.adapter.simulation.service.ReplicaModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

    private static final Expansion AS_RECORDED =
            Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1).withScale(LoadScale.asRecorded());

    /** The mean image request holds a slot for 7.05 s, as the table of the standard world says. */
    private static final double TYPICAL_SECONDS = 0.05 + 0.0003 * (637 + 844) + 0.00015 * 844 + 134 * (0.040 + 0.008);

    @Test
    void anUnscaledRecordingStaysAsItIs() {
        Demand demand = AS_RECORDED.expand(RequestTrace.named("x")
                .add(0.5, 10, 20, 30, 0, null)
                .add(59.5, 11, 21, 31, 0, null)
                .build());

        assertThat(demand.name()).isEqualTo("x");
        assertThat(demand.size()).isEqualTo(2);
        assertThat(demand.arrivalSeconds(1)).isEqualTo(59.5);
        assertThat(tokens(demand, 1)).containsExactly(11, 21, 31);
        assertThat(demand.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(demand.priority(0)).isZero();
    }

    /** The prompt is cut to 16,384, its images first, then what is cached comes off, but for 16 tokens. */
    @ParameterizedTest
    @CsvSource({
        "  6760,     0,    512,  6248,     0",
        "126195,     0, 122880,    16,     0",
        "126195,     0,      0, 16384,     0",
        " 20000,     0,  10000,  6384,     0",
        "   612,     0,    612,    16,     0",
        "     5,     0,      5,     5,     0",
        "     5,     0,      0,     5,     0",
        "   520,     0,    512,    16,     0",
        "  1000, 23171,      0,  1000, 15384",
        " 17000,   300,      0, 16384,     0",
        "     0,   300,      0,     0,   300",
    })
    void cutsPromptsAndTakesOffWhatIsCached(int input, int images, int prefix, int text, int image) {
        Demand demand = AS_RECORDED.expand(RequestTrace.named("x")
                .add(1, input, images, 70_000, prefix, null)
                .build());

        assertThat(tokens(demand, 0)).containsExactly(text, image, 70_000);
    }

    @Test
    void requestsWithoutTokensAreTypicalOnes() {
        RequestTrace trace = RequestTrace.named("x").addWithoutTokens(1, null).build();

        assertThat(tokens(AS_RECORDED.expand(trace), 0)).containsExactly(637, 844, 134);
        assertThat(tokens(AS_RECORDED.withTypical(new TypicalRequest(1, 2, 3)).expand(trace), 0))
                .containsExactly(1, 2, 3);
    }

    @Test
    void theFactorLeadsToTheOfferedLoadWithEachRequestsOwnTokens() {
        RequestTrace trace = RequestTrace.named("x")
                .add(0, 1000, 0, 100, 0, null)
                .add(59, 0, 2000, 10, 0, null)
                .build();
        // S(8): 0.05 + 0.3 + 4.8 and 0.05 + 0.6 + 0.3 + 0.48, in 60 s, on 8 slots.
        double recorded = (5.15 + 1.43) / 60 / 8;

        assertThat(Expansion.offeredLoad(AS_RECORDED.expand(trace), ReplicaModel.VLM_8B))
                .isCloseTo(recorded, within(1e-12));
        assertThat(Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1).factor(trace))
                .isCloseTo(4.2 / recorded, within(1e-9));
        assertThat(AS_RECORDED.factor(trace)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {60, 300, 600})
    void theFactorOfCountsGoesByTheTypicalRequest(double step) {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, step, 10, 20, 30);

        assertThat(Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1).factor(trace))
                .isCloseTo(4.2 * 8 / TYPICAL_SECONDS / (20 / step), within(1e-9));
        assertThat(TYPICAL_SECONDS).isCloseTo(7.05, within(0.005));
    }

    @Test
    void tooMuchLoadIsThinned() {
        RequestTrace trace = everyTenth(10_000);
        Expansion thinned = AS_RECORDED.withScale(new LoadScale.Factor(0.3));

        double kept = 0;
        double squares = 0;
        double firstHalf = 0;
        for (int seed = 0; seed < 100; seed++) {
            Demand demand = thinned.withSeed(seed).expand(trace);
            kept += demand.size() / 100.0;
            squares += Math.pow(demand.size() - 3000, 2) / 100;
            firstHalf += demand.arrivalsBefore(500) / 100.0;
        }

        // One seed deviates by 46, the mean of a hundred by 4.6: each request is kept independently, with 0.3.
        assertThat(kept).isCloseTo(3000, within(20.0));
        assertThat(firstHalf).isCloseTo(1500, within(14.0));
        assertThat(squares).isBetween(0.5 * 2100, 1.6 * 2100);
    }

    @Test
    void whatIsKeptStaysAtItsOwnTime() {
        Demand demand = AS_RECORDED.withScale(new LoadScale.Factor(0.3)).expand(everyTenth(10_000));

        for (int i = 0; i < demand.size(); i++) {
            assertThat(demand.arrivalSeconds(i)).isEqualTo(demand.outputTokens(i) / 10.0);
        }
    }

    @Test
    void tooLittleLoadIsCopiedWithinTenSeconds() {
        RequestTrace trace = everyTenth(1000);

        Demand demand = AS_RECORDED.withScale(new LoadScale.Factor(2.5)).expand(trace);

        int[] copies = new int[1000];
        boolean[] own = new boolean[1000];
        double lateness = 0;
        for (int i = 0; i < demand.size(); i++) {
            int original = demand.outputTokens(i);
            double late = demand.arrivalSeconds(i) - original / 10.0;
            assertThat(late).isBetween(0.0, 10.0);
            own[original] |= late == 0;
            copies[original]++;
            lateness += late;
        }
        assertThat(copies).containsOnly(2, 3);
        assertThat(own).containsOnly(true);
        assertThat(demand.size()).isCloseTo(2500, within(60));
        assertThat(lateness / (demand.size() - 1000)).isCloseTo(5, within(0.3));
    }

    @Test
    void copiesOfTheLastRequestsArriveBeforeTheEnd() {
        Demand demand = AS_RECORDED
                .withScale(new LoadScale.Factor(1000))
                .expand(RequestTrace.named("x").add(59.9, 1, 1, 1, 0, null).build());

        assertThat(demand.size()).isEqualTo(1000);
        assertThat(demand.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(demand.arrivalSeconds(999)).isBetween(59.9, 60.0);
    }

    @Test
    void shortStepsAreConstant() {
        Demand demand = AS_RECORDED.expand(new RateTrace("x", Trace.Unit.REQUESTS, 0, 60, 6000, 0, 12_000));

        assertThat(demand.arrivalsBefore(60)).isCloseTo(6000, within(300));
        assertThat(demand.arrivalsBefore(30)).isCloseTo(3000, within(220));
        assertThat(demand.arrivalsBefore(120)).isEqualTo(demand.arrivalsBefore(60));
        assertThat(demand.size() - demand.arrivalsBefore(150)).isCloseTo(6000, within(300));
        assertThat(demand.duration()).isEqualTo(Duration.ofMinutes(3));
        assertThat(tokens(demand, 17)).containsExactly(637, 844, 134);
    }

    @Test
    void longStepsAreLinearFromMidpointToMidpoint() {
        // 0 until 150 s, rising to 100 per second at 450 s, then constant.
        Demand demand = AS_RECORDED.expand(new RateTrace("x", Trace.Unit.REQUESTS, 0, 300, 0, 30_000));

        assertThat(demand.arrivalsBefore(150)).isZero();
        assertThat(demand.arrivalsBefore(300)).isCloseTo(150 * 50 / 2, within(300));
        assertThat(demand.arrivalsBefore(450)).isCloseTo(300 * 100 / 2, within(600));
        assertThat(demand.size() - demand.arrivalsBefore(450)).isCloseTo(150 * 100, within(600));
        // The rate is that of the middle of each 15 s, hence constant within.
        int cell = demand.arrivalsBefore(450) - demand.arrivalsBefore(435);
        assertThat(cell).isCloseTo((int) (15 * 97.5), within(180));
    }

    @Test
    void arrivalsOfCountsAreAPoissonProcess() {
        double[] flat = new double[2000];
        Arrays.fill(flat, 300);
        Demand demand = AS_RECORDED.expand(new RateTrace("x", Trace.Unit.REQUESTS, 0, 60, flat));

        assertThat(demand.size()).isCloseTo(600_000, within(3500));
        assertThat(TraceSummary.dispersion(demand, Duration.ofSeconds(1))).isCloseTo(1, within(0.02));
        assertThat(TraceSummary.dispersion(demand, Duration.ofMinutes(1))).isCloseTo(1, within(0.12));
        assertThat(TraceSummary.dispersion(demand, Duration.ofSeconds(7))).isCloseTo(1, within(0.06));
    }

    @Test
    void tokensAreSoManyTypicalRequests() {
        RateTrace trace = new RateTrace("x", Trace.Unit.TOKENS, 0, 60, 1615_000.0, 0);

        assertThat(AS_RECORDED.expand(trace).size()).isCloseTo(1000, within(120));
        Demand scaled = Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1).expand(trace);
        assertThat(scaled.size()).isCloseTo((int) (4.2 * 8 / TYPICAL_SECONDS * 120), within(90));
    }

    @Test
    void aWindowStartsAtZero() {
        RequestTrace trace = everyTenth(10_000);
        Window window = new Window(Duration.ofSeconds(100), Duration.ofSeconds(50));

        Demand demand = AS_RECORDED.withWindow(window).expand(trace);

        assertThat(demand.size()).isEqualTo(500);
        assertThat(demand.outputTokens(0)).isEqualTo(1000);
        assertThat(demand.arrivalSeconds(0)).isZero();
        assertThat(demand.duration()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void aWindowMayCutIntervals() {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, 60, 0, 6000, 60_000);
        Window window = new Window(Duration.ofSeconds(90), Duration.ofSeconds(40));

        Demand demand = AS_RECORDED.withWindow(window).expand(trace);

        assertThat(demand.duration()).isEqualTo(Duration.ofSeconds(40));
        assertThat(demand.arrivalsBefore(30)).isCloseTo(3000, within(220));
        assertThat(demand.size() - demand.arrivalsBefore(30)).isCloseTo(10_000, within(400));
    }

    @Test
    void theOfferedLoadIsThatOfTheWindow() {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, 600, 1e5, 1e5, 1, 1, 1, 1, 1, 1);
        Expansion second = Expansion.standard(ReplicaModel.VLM_8B, 4.2, 7)
                .withWindow(new Window(Duration.ofMinutes(30), Duration.ofHours(9)));

        Demand demand = second.expand(trace);

        assertThat(demand.duration()).isEqualTo(Duration.ofMinutes(50));
        assertThat(Expansion.offeredLoad(demand, ReplicaModel.VLM_8B)).isCloseTo(4.2, within(0.2));
    }

    @Test
    void theFirst48HoursAreUsedUnlessToldOtherwise() {
        RateTrace week = new RateTrace("week", Trace.Unit.REQUESTS, 0, 3600, new double[168]);

        assertThat(AS_RECORDED.expand(week).duration()).isEqualTo(Duration.ofDays(2));
        assertThat(AS_RECORDED.withWindow(Window.WHOLE).expand(week).duration()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void nothingArrivesBeforeTheFirstInterval() {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 120, 60, 600, 600);

        Demand demand = AS_RECORDED.expand(trace);

        assertThat(demand.duration()).isEqualTo(Duration.ofMinutes(4));
        assertThat(demand.arrivalsBefore(120)).isZero();
        assertThat(demand.size()).isCloseTo(1200, within(130));
    }

    @Test
    void classesAreDrawnForEachRequest() {
        RequestTrace trace = everyTenth(10_000);
        Demand demand = AS_RECORDED
                .withClasses(new ClassMix.PerRequest(List.of(0.2, 0.5, 0.3)))
                .expand(trace);

        int[] counts = new int[3];
        for (int i = 0; i < demand.size(); i++) {
            counts[demand.priority(i)]++;
        }
        assertThat(counts[0]).isCloseTo(2000, within(150));
        assertThat(counts[1]).isCloseTo(5000, within(200));
    }

    @Test
    void aClientIsAlwaysOfOneClass() {
        RequestTrace.Builder builder = RequestTrace.named("x");
        for (int i = 0; i < 3000; i++) {
            builder.add(i, 1, 1, i % 300, 0, "c" + i % 300);
        }
        RequestTrace trace = builder.add(3000, 1, 1, 1, 0, null).build();
        Expansion perClient = AS_RECORDED.withClasses(new ClassMix.PerClient(List.of(0.25, 0.75)));

        Demand one = perClient.expand(trace);
        Demand other = perClient.withSeed(99).expand(trace);

        int[] classOf = new int[300];
        int first = 0;
        for (int client = 0; client < 300; client++) {
            classOf[client] = one.priority(client);
            first += 1 - classOf[client];
        }
        for (int i = 0; i < 3000; i++) {
            assertThat(one.priority(i)).isEqualTo(classOf[i % 300]).isEqualTo(other.priority(i));
        }
        assertThat(first).isCloseTo(75, within(25));
        assertThat(one.priority(3000)).as("nobody in particular").isEqualTo(1);
    }

    @Test
    void classesLeaveTheArrivalsAsTheyAre() {
        RateTrace trace = new RateTrace("x", Trace.Unit.REQUESTS, 0, 60, 600, 600);

        assertThat(times(AS_RECORDED
                        .withClasses(new ClassMix.PerRequest(List.of(0.5, 0.5)))
                        .expand(trace)))
                .isEqualTo(times(AS_RECORDED.expand(trace)));
    }

    @Test
    void saysWhatCannotBeExpanded() {
        RateTrace night = new RateTrace("night", Trace.Unit.REQUESTS, 0, 60, 0, 0);
        RateTrace large = new RateTrace("large", Trace.Unit.REQUESTS, 0, 600, 1e8, 26_735_052);
        Expansion standard = Expansion.standard(ReplicaModel.VLM_8B, 4.2, 1);

        assertThatThrownBy(() -> standard.expand(night))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a window must have requests to be scaled to an offered load, but night has none from 0 s on; choose another"
                                + " part, or record a time with load");
        assertThatThrownBy(() -> AS_RECORDED.expand(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a run must have at most 50,000,000 requests, but large would have 1")
                .hasMessageEndingWith(": give a smaller offered load or factor, or a shorter window");
        assertThatThrownBy(() -> standard.withWindow(new Window(Duration.ofHours(3), Duration.ofHours(1)))
                        .expand(night))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a window must start before the end of the trace, but it starts at 3 h, and night ends at 120 s");
        assertThatThrownBy(() -> AS_RECORDED
                        .withClasses(new ClassMix.PerClient(List.of(1.0)))
                        .expand(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "classes by client must be drawn for a trace with a column client or conversation, but large has"
                                + " none");
    }

    @Test
    void refusesSettingsThatAreNone() {
        assertThatThrownBy(() -> new LoadScale.OfferedLoad(0))
                .hasMessage("the offered load must be finite and positive but was 0.0");
        assertThatThrownBy(() -> new LoadScale.Factor(Double.NaN))
                .hasMessage("the factor must be finite and positive but was NaN");
        assertThatThrownBy(() -> new ClassMix.PerRequest(List.of(0.5, 0.6)))
                .hasMessage("the shares of classes must add up to 1 but were [0.5, 0.6]");
        assertThatThrownBy(() -> new ClassMix.PerClient(List.of(1.5, -0.5)))
                .hasMessage("the share of a class must be in [0, 1] but was 1.5");
        assertThatThrownBy(() -> new ClassMix.PerClient(List.of()))
                .hasMessage("there must be 1 to 128 classes but were 0");
        assertThatThrownBy(() -> new Window(Duration.ofSeconds(-1), Duration.ofHours(1)))
                .hasMessage("a window must start in [0, 36500] days but started at PT-1S");
        assertThatThrownBy(() -> new Window(Duration.ZERO, Duration.ZERO))
                .hasMessage("a window must have (0, 36500] days but had PT0S");
        assertThatThrownBy(() -> new TypicalRequest(0, 0, 0))
                .hasMessage("a typical request must have a token but had none");
        assertThatThrownBy(() -> AS_RECORDED.withPromptLimit(15))
                .hasMessage("promptLimit must be at least 16 but was 15");
    }

    /** A request each tenth of a second, whose output tells which it is. */
    private static RequestTrace everyTenth(int count) {
        RequestTrace.Builder builder = RequestTrace.named("x");
        for (int i = 0; i < count; i++) {
            builder.add(i / 10.0, 1, 1, i, 0, null);
        }
        return builder.build();
    }

    private static int[] tokens(Demand demand, int request) {
        return new int[] {demand.textTokens(request), demand.imageTokens(request), demand.outputTokens(request)};
    }

    private static double[] times(Demand demand) {
        double[] times = new double[demand.size()];
        Arrays.setAll(times, demand::arrivalSeconds);
        return times;
    }
}
