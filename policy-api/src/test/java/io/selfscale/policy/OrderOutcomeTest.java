package io.selfscale.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.selfscale.policy.OrderOutcome.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderOutcomeTest {

    private static final Order START = new Order.Start("o-1", "default", 3, Duration.ofMinutes(10));
    private static final Order STOP = new Order.Stop("o-2", "default", List.of("a", "b"), Duration.ofSeconds(30));

    @Test
    void acceptedGrantsAllThatWasAsked() {
        assertThat(OrderOutcome.accepted(START)).isEqualTo(new OrderOutcome("o-1", Status.ACCEPTED, 3, ""));
        assertThat(OrderOutcome.accepted(STOP)).isEqualTo(new OrderOutcome("o-2", Status.ACCEPTED, 2, ""));
    }

    @Test
    void partlyAcceptedGrantsWhatItSays() {
        assertThat(OrderOutcome.partlyAccepted(START, 1, "quota"))
                .isEqualTo(new OrderOutcome("o-1", Status.PARTLY_ACCEPTED, 1, "quota"));
    }

    @Test
    void refusedAndFailedGrantNothing() {
        assertThat(OrderOutcome.refused(START, "no capacity"))
                .isEqualTo(new OrderOutcome("o-1", Status.REFUSED, 0, "no capacity"));
        assertThat(OrderOutcome.failed(STOP, "unreachable"))
                .isEqualTo(new OrderOutcome("o-2", Status.FAILED, 0, "unreachable"));
    }

    @Test
    void refusesANegativeGrant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderOutcome.partlyAccepted(START, -1, "quota"))
                .withMessage("granted must be at least 0 but was -1");
    }

    @Test
    void ordersCannotBeEmptyOrLate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.Start("o", "p", 0, Duration.ofMinutes(1)))
                .withMessageContaining("count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.Start("o", "p", 1, Duration.ZERO))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.Stop("o", "p", List.of(), Duration.ZERO))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Order.Stop("o", "p", List.of("a"), Duration.ofNanos(-1)))
                .withMessageContaining("drainDeadline");
    }
}
