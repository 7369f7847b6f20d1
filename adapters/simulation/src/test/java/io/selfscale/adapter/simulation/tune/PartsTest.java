package io.selfscale.adapter.simulation.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.adapter.simulation.demand.Demand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static Demand everyHalfMinute(Duration length) {
        Demand.Builder builder = Demand.named("steady");
        for (int i = 0; i * 30L < length.toSeconds(); i++) {
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

    @Test
    void aDemandCanBeMadeLater() {
        Demand demand =
                Demand.named("two").add(0.5, 10, 0, 5, 0).add(90, 20, 0, 6, 0).lasting(Duration.ofMinutes(2));
        Demand later = Parts.later(demand, Duration.ofMillis(7500));

        assertThat(later.size()).isEqualTo(2);
        assertThat(later.arrivalSeconds(0)).isEqualTo(8);
        assertThat(later.arrivalSeconds(1)).isEqualTo(97.5);
        assertThat(later.outputTokens(1)).isEqualTo(6);
        assertThat(later.duration()).isEqualTo(Duration.ofMillis(127_500));
        assertThatIllegalArgumentException().isThrownBy(() -> Parts.later(demand, Duration.ofSeconds(-1)));
    }
}
