package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {

    @Test
    void namesTheMostFrequentOnesFirst() {
        Refusals refusals = new Refusals();
        assertThat(refusals.mostFrequent()).isEmpty();

        for (String code :
                new String[] {"DEAD_BAND", "NEVER_BINDS", "WINDOW", "NEVER_BINDS", "BAND_STEP_IN", "WINDOW"}) {
            refusals.count(code);
        }
        assertThat(refusals.mostFrequent()).isEqualTo("NEVER_BINDS 2, WINDOW 2, BAND_STEP_IN 1");
    }
}
