package io.selfscale.adapter.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.cli.demo.report.Decisions;
import io.selfscale.policy.ConstraintEffect;
import io.selfscale.policy.ReasonCode;
import org.junit.jupiter.api.Test;

class DecisionTextTest {

    @Test
    void tellsValueThresholdAndWindow() {
        assertThat(DecisionText.oneLine(Decisions.change(1, 2, 1)))
                .isEqualTo("1 -> 2, a policy wants more: latency mean 812 ms > 500 ms over 0.250 s");
    }

    @Test
    void namesWhatBound() {
        ConstraintEffect bound = new ConstraintEffect("bounds", 7, 6, ReasonCode.ABOVE_MAX, null);

        assertThat(DecisionText.oneLine(Decisions.change(5, 6, 5, bound)))
                .endsWith("; bound by bounds (above the maximum)");
    }
}
