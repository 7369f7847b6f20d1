package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static Demand everyHalfMinute(Duration length) {
        Demand.Builder builder = Demand.named("steady");
        for (int i = 0; i * 30 < length.toSeconds(); i++) {
            builder.add(i * 30.0, i, 2 * i, 3 * i, i % 3);
        }
        return builder.lasting(length);
    }

    @Test
    void nothingIsLostOrInBothParts() {
        Demand whole = everyHalfMinute(Duration.ofHours(1));
        Parts parts = Parts.of(whole, 0.25);

        assertThat(parts.cut()).isEqualTo(Duration.ofMinutes(45));
        assertThat(parts.first().duration()).isEqualTo(Duration.ofMinutes(45));
        assertThat(parts.rest().duration()).isEqualTo(Duration.ofMinutes(15));
        assertThat(parts.first().size()).isEqualTo(90);
        assertThat(parts.rest().size()).isEqualTo(30);
        // What arrives at the cut belongs to the rest.
        assertThat(parts.rest().arrivalSeconds(0)).isZero();
        for (int i = 0; i < whole.size(); i++) {
            Demand part = i < 90 ? parts.first() : parts.rest();
            int index = i < 90 ? i : i - 90;
            assertThat(part.arrivalSeconds(index)).isEqualTo(whole.arrivalSeconds(i) - (i < 90 ? 0 : 2700));
            assertThat(part.textTokens(index)).isEqualTo(whole.textTokens(i));
            assertThat(part.imageTokens(index)).isEqualTo(whole.imageTokens(i));
            assertThat(part.outputTokens(index)).isEqualTo(whole.outputTokens(i));
            assertThat(part.priority(index)).isEqualTo(whole.priority(i));
        }
    }

    @Test
    void theCutIsAtAFullMinute() {
        Parts parts = Parts.of(everyHalfMinute(Duration.ofSeconds(3633)), 0.5);
        assertThat(parts.cut()).isEqualTo(Duration.ofMinutes(30));
        assertThat(parts.rest().duration()).isEqualTo(Duration.ofSeconds(1833));
    }

    @Test
    void bothPartsMustTellSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.of(everyHalfMinute(Duration.ofMinutes(15)), 0.5))
                .withMessage("both parts must have at least 10 minutes but would have 480 s and 420 s");
        Demand early = Demand.named("early").add(0, 1, 1, 1).lasting(Duration.ofHours(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Parts.of(early, 0.5))
                .withMessage("both parts must have requests but would have 1 and 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Parts.of(early, 0));
    }
}
