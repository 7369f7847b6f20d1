package io.selfscale.adapter.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void showsTheFigures() {
        assertThat(Summary.of(Reports.usual()))
                .contains(
                        "  requests  1,000 offered = 990 completed + 1 failed + 6 rejected + 3 lost",
                        "  latency   p50 0.123 s, p95 0.900 s, p99 1.50 s",
                        "  replicas  1 to 1 ready; 1 scale-outs, 0 scale-ins",
                        "  saturated 11.5/s with 1 ready, 33.3/s with 3 ready");
    }

    @Test
    void tellsWhyEachChangeWasMade() {
        assertThat(String.join("\n", Summary.of(Reports.usual())))
                .contains("  t=20.4s 1 -> 2 (out), a policy wants more (latency)")
                .contains("latency: wants 2, above its scale-out threshold: latency mean 812 ms > 500 ms");
    }

    @Test
    void saysSoWhenNothingHappened() {
        assertThat(Summary.of(Reports.empty())).contains("  nothing was changed", "  latency   p50 -, p95 -, p99 -");
    }
}
