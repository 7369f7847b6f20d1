package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.selfscale.policy.Order;
import io.selfscale.policy.OrderOutcome;
import io.selfscale.policy.spi.Journal;
import io.selfscale.policy.spi.StateStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final OrderOutcome OUTCOME =
            OrderOutcome.accepted(new Order.Start("o1", "main", 1, Duration.ofMinutes(1)));

    @Test
    void journalKeepsWhatItIsToldByKind() throws Exception {
        RecordingJournal journal = new RecordingJournal();
        journal.decided(ExampleDecisions.observation(), ExampleDecisions.decision());
        journal.snapshot(Instant.EPOCH, "state");
        journal.ordered(Instant.EPOCH, OUTCOME);
        assertThat(journal.entries()).hasSize(3);
        assertThat(journal.decisions()).containsExactly(ExampleDecisions.decision());
        assertThat(journal.snapshots()).containsExactly("state");
        assertThat(journal.outcomes()).containsExactly(OUTCOME);
    }

    @Test
    void journalFailsAndRecoversAsTold() throws Exception {
        RecordingJournal journal = new RecordingJournal();
        journal.failWith("disk full");
        assertThatThrownBy(() -> journal.snapshot(Instant.EPOCH, "a"))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        journal.recover();
        journal.snapshot(Instant.EPOCH, "b");
        assertThat(journal.snapshots()).containsExactly("b");
        journal.close();
        assertThat(journal.isClosed()).isTrue();
    }

    @Test
    void storeFailsAndRecoversAsTold() throws Exception {
        InMemoryStateStore store = new InMemoryStateStore();
        store.failWith("disk full");
        assertThatThrownBy(() -> store.save("t", "a")).hasMessage("disk full");
        assertThatThrownBy(() -> store.load("t")).hasMessage("disk full");
        store.recover();
        store.save("t", "b");
        assertThat(store.saves()).isEqualTo(1);
    }

    @Test
    void listenerKeepsWhatItIsToldAndCanBeWaitedFor() throws Exception {
        RecordingListener listener = new RecordingListener();
        CompletableFuture<Boolean> other = Background.run(() -> {
            listener.onDecision(ExampleDecisions.decision());
            listener.onOutcome(OUTCOME);
            listener.onTick(Duration.ofMillis(2));
            listener.onFailure("source x", "late");
        });
        listener.await(told -> !told.failures().isEmpty(), Duration.ofMinutes(1));
        assertThat(other).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(listener.decisions()).containsExactly(ExampleDecisions.decision());
        assertThat(listener.outcomes()).containsExactly(OUTCOME);
        assertThat(listener.ticks()).containsExactly(Duration.ofMillis(2));
        assertThat(listener.failures()).containsExactly(new RecordingListener.Failure("source x", "late"));
        assertThatThrownBy(() -> listener.await(told -> told.decisions().size() == 2, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class);
    }

    @Nested
    class JournalKeepsTheContract implements JournalContract {

        private RecordingJournal last = new RecordingJournal();
        private int kept;

        @Override
        public Journal open() {
            kept += last.entries().size();
            last = new RecordingJournal();
            return last;
        }

        @Override
        public int entries() {
            return kept + last.entries().size();
        }
    }

    @Nested
    class StoreKeepsTheContract implements StateStoreContract {

        private final InMemoryStateStore store = new InMemoryStateStore();

        @Override
        public StateStore open() {
            return store;
        }
    }
}
