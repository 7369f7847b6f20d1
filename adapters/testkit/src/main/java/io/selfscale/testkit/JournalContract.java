package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.Decision;
import io.selfscale.policy.Observation;
import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must do. Implement it in a test class. */
public interface JournalContract {

    /** Opens the journal under test, where it was left; empty at the start of each test. */
    Journal open() throws Exception;

    /** Returns the number of entries that can be read back, without opening the journal for writing. */
    int entries() throws Exception;

    @Test
    default void keepsEveryEntry() throws Exception {
        try (Journal journal = open()) {
            append(journal);
        }
        assertThat(entries()).isEqualTo(3);
    }

    @Test
    default void keepsSpecificationsOfAnyKind() throws Exception {
        try (Journal journal = open()) {
            journal.specified(Instant.EPOCH, "kind: ScalingPolicy\ntarget: shop\n");
            journal.specified(Instant.EPOCH, ExampleDecisions.DIFFICULT_TEXT);
            journal.specified(Instant.EPOCH, "");
            append(journal);
        }
        assertThat(entries()).isEqualTo(6);
    }

    @Test
    default void appendsToWhatItKept() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Journal journal = open()) {
                append(journal);
            }
        }
        assertThat(entries()).isEqualTo(9);
    }

    @Test
    default void canBeReadWhileItIsOpen() throws Exception {
        try (Journal journal = open()) {
            append(journal);
            assertThat(entries()).isEqualTo(3);
            append(journal);
            assertThat(entries()).isEqualTo(6);
        }
    }

    @Test
    default void keepsDecisionsWithEverythingInThem() throws Exception {
        try (Journal journal = open()) {
            journal.decided(ExampleDecisions.observation(), ExampleDecisions.decision());
            journal.decided(ExampleDecisions.blindObservation(), ExampleDecisions.decision());
        }
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    default void keepsTextOfAnyKind() throws Exception {
        try (Journal journal = open()) {
            journal.snapshot(Instant.EPOCH, ExampleDecisions.DIFFICULT_TEXT);
            journal.ordered(Instant.EPOCH, OrderOutcome.refused(start(), ExampleDecisions.DIFFICULT_TEXT));
            journal.snapshot(Instant.EPOCH, "");
        }
        assertThat(entries()).isEqualTo(3);
    }

    @Test
    default void keepsLargeStates() throws Exception {
        try (Journal journal = open()) {
            journal.snapshot(Instant.EPOCH, "0123456789".repeat(100_000));
            append(journal);
        }
        assertThat(entries()).isEqualTo(4);
    }

    @Test
    default void canBeClosedTwice() throws Exception {
        Journal journal = open();
        journal.close();
        assertThatCode(journal::close).doesNotThrowAnyException();
    }

    @Test
    default void refusesEntriesOnceClosed() throws Exception {
        Journal journal = open();
        journal.close();
        assertThatThrownBy(() -> append(journal)).isInstanceOf(IOException.class);
        assertThat(entries()).isZero();
    }

    private static void append(Journal journal) throws IOException {
        Observation observation = ExampleDecisions.observation();
        Decision decision = ExampleDecisions.decision();
        journal.decided(observation, decision);
        journal.snapshot(observation.wallTime(), "{\"version\":1}");
        journal.ordered(observation.wallTime(), OrderOutcome.accepted(start()));
    }

    private static Order start() {
        return new Order.Start("target-1", "main", 2, Duration.ofMinutes(10));
    }
}
