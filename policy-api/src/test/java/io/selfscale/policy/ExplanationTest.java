package io.selfscale.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

    private static final Signal GPU = Signal.ratio("gpu_utilization");
    private static final Signal LATENCY = Signal.duration("latency");
    private static final Signal QUEUE = Signal.total("queue_length", "requests");
    private static final Stamp STAMP =
            new Stamp("qwen3-vl", 42, Instant.parse("2026-11-11T00:00:05.1234567Z"), 5_000_000_000L);
    private static final Capacity TWO_READY = new Capacity(2, 1, 0, new Demand(1234.5, 3.25, 380));

    /** Three replicas, five wanted, four allowed. */
    private static Decision full() {
        Evidence high = new Evidence(GPU, "sustained", 0.8249, Comparison.ABOVE, 0.7, Duration.ofMinutes(5), 0.966);
        return new Decision(
                STAMP,
                3,
                4,
                List.of(
                        new SignalState(GPU, Sample.of(0.8249), 2, 2),
                        new SignalState(LATENCY, new Sample.Stale(0.25, Duration.ofSeconds(90)), 0, 0),
                        new SignalState(QUEUE, Sample.absent("no answer in 900 ms"), 1, 2)),
                List.of(
                        new PolicyProposal(
                                "gpu_utilization", Proposal.scale(5, ReasonCode.ABOVE_THRESHOLD, high), true),
                        new PolicyProposal(
                                "latency", Proposal.vetoIn(ReasonCode.SIGNAL_ABSENT, "latency is too old"), true),
                        new PolicyProposal("night", Proposal.hold(ReasonCode.INSIDE_BAND), false),
                        new PolicyProposal("advice", Proposal.abstain(ReasonCode.POLICY_TIMEOUT, "500 ms"), true)),
                new Combination(5, ReasonCode.OUT_ANY, List.of("gpu_utilization")),
                List.of(new ConstraintEffect("rate-out", 5, 4, ReasonCode.RATE_LIMITED, Duration.ofSeconds(45))),
                new Decision.Ordering(
                        TWO_READY, List.of(new Order.Start("o-7", "default", 1, Duration.ofMinutes(10)))));
    }

    private static Decision steady(List<SignalState> seen, List<PolicyProposal> proposals) {
        return new Decision(
                STAMP,
                2,
                2,
                seen,
                proposals,
                new Combination(2, ReasonCode.STEADY, List.of()),
                List.of(),
                new Decision.Ordering(new Capacity(2, 0, 0, null), List.of()));
    }

    @Test
    void beginsWithASummary() {
        assertThat(full().explain().lines().findFirst().orElseThrow())
                .isEqualTo("2026-11-11T00:00:05.123Z qwen3-vl: 3 -> 4 (out), the rate limit allows no larger change");
    }

    @Test
    void namesPolicyValueThresholdAndWindow() {
        assertThat(full().explain())
                .contains("gpu_utilization: wants 5, above its scale-out threshold: "
                        + "gpu_utilization sustained 82.5 % > 70 % over 5 min (97 % covered)");
    }

    @Test
    void namesWhatBound() {
        assertThat(full().explain())
                .contains("rate-out: 5 -> 4, the rate limit allows no larger change, 45 s left")
                .containsPattern("bound by +rate-out");
    }

    @Test
    void saysWhatWasSeen() {
        assertThat(full().explain())
                .contains("gpu_utilization 82.5 %, 2 of 2 ready replicas reporting")
                .contains("latency 250 ms (stale, 90 s old)")
                .contains("queue_length absent (no answer in 900 ms), 1 of 2 ready replicas reporting");
    }

    @Test
    void saysWhatEachPolicyWanted() {
        assertThat(full().explain())
                .contains("latency: vetoes scale-in, no usable measurement (latency is too old)")
                .contains("night: holds, between its thresholds")
                .contains("advice: abstains, it did not answer in time (500 ms)");
    }

    @Test
    void saysWhatThereIsAndWhatIsOrdered() {
        assertThat(full().explain())
                .contains("2 ready, 1 in flight, 0 draining; need 380 for ")
                .contains("start 1 in pool default (o-7)");
    }

    @Test
    void saysWhatIsStopped() {
        Decision decision = new Decision(
                STAMP,
                3,
                1,
                List.of(),
                List.of(),
                new Combination(1, ReasonCode.IN_ALL, List.of("a", "b")),
                List.of(),
                new Decision.Ordering(
                        new Capacity(3, 0, 0, null),
                        List.of(new Order.Stop("o-8", "default", List.of("r2", "r1"), Duration.ofSeconds(30)))));

        assertThat(decision.explain())
                .startsWith("2026-11-11T00:00:05.123Z qwen3-vl: 3 -> 1 (in), every policy agrees on fewer (a, b)\n")
                .containsPattern("bound by +nothing")
                .contains("stop r2, r1 in pool default (o-8)");
    }

    @Test
    void isShortWhereNothingHappens() {
        String text = steady(List.of(), List.of()).explain();

        assertThat(text).startsWith("2026-11-11T00:00:05.123Z qwen3-vl: stays at 2, no policy wants a change\n");
        assertThat(text.lines().count()).isLessThanOrEqualTo(4);
        assertThat(text).doesNotContain("null").doesNotEndWith("\n");
    }

    @Test
    void isTheSameInEveryLocale() {
        String expected = in(Locale.ROOT, full()::explain);

        for (Locale locale : List.of(Locale.GERMANY, Locale.forLanguageTag("ar-EG"), Locale.forLanguageTag("tr-TR"))) {
            assertThat(in(locale, full()::explain)).as(locale.toString()).isEqualTo(expected);
        }
        assertThat(in(Locale.GERMANY, full()::explain)).contains("82.5 %").doesNotContain("82,5");
    }

    private static String in(Locale locale, Supplier<String> text) {
        Locale before = Locale.getDefault();
        Locale.setDefault(locale);
        try {
            return text.get();
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "RATIO, 0, 0 %",
        "RATIO, 0.30000000000000004, 30 %",
        "RATIO, 1, 100 %",
        "DURATION, 0.2, 200 ms",
        "DURATION, 12.5, 12500 ms",
        "TOTAL, 1234567, 1234567 requests",
        "TOTAL, 0.25, 0.25 requests",
        "TOTAL, 3.14159, 3.14 requests",
        "PER_REPLICA, 100, 100 requests",
        "TOTAL, 1e15, 1000000000000000 requests"
    })
    void writesValuesWithoutExponentsAndNoise(SignalKind kind, double value, String text) {
        Signal signal = new Signal("signal", kind, "requests");
        Decision decision = steady(List.of(new SignalState(signal, Sample.of(value), 0, 0)), List.of());

        assertThat(decision.explain()).containsPattern("signal \\Q" + text + "\\E(\n|$)");
    }
}
