package io.selfscale.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceLevelTest {

    private static final ServiceLevel SMALLER_IMAGES = new ServiceLevel(1, "smaller images");

    @Test
    void theFullServiceIsTheFirstRung() {
        assertThat(ServiceLevel.FULL.rung()).isZero();
        assertThat(ServiceLevel.FULL.isDegraded()).isFalse();
        assertThat(SMALLER_IMAGES.isDegraded()).isTrue();
    }

    @Test
    void ordersByRung() {
        ServiceLevel cacheOnly = new ServiceLevel(2, "cache only");

        assertThat(List.of(cacheOnly, ServiceLevel.FULL, SMALLER_IMAGES).stream()
                        .sorted())
                .containsExactly(ServiceLevel.FULL, SMALLER_IMAGES, cacheOnly);
    }

    @Test
    void refusesARungBelowTheFirstAndABlankName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceLevel(-1, "more than full"))
                .withMessage("rung must be at least 0 but was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceLevel(3, " "))
                .withMessageContaining("service level 3");
    }
}
