package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProcessingSlotTest {

    private final VirtualSlotThread time = new VirtualSlotThread();
    private final ProcessingSlot slot = new ProcessingSlot(new CpuShare(0.25), time, time::cpuNanos, time);
    private final List<String> answered = new ArrayList<>();

    @Test
    void holdsAnAnswerUntilItsShareOfTheCoreIsUsedUp() {
        submit("a", 10);

        time.runUntil(Duration.ofMillis(39));
        assertThat(answered).isEmpty();
        time.runUntil(Duration.ofMillis(40));
        assertThat(answered).containsExactly("a at 40");
    }

    @Test
    void doesOneJobAfterTheOtherInTheOrderOfArrival() {
        submit("a", 10);
        submit("b", 5);
        submit("c", 20);
        assertThat(slot.waiting()).isEqualTo(2);

        time.runUntil(Duration.ofMillis(139));
        assertThat(answered).containsExactly("a at 40", "b at 60");
        time.runUntil(Duration.ofMillis(140));
        assertThat(answered).containsExactly("a at 40", "b at 60", "c at 140");
        assertThat(slot.waiting()).isZero();
    }

    @Test
    void isFreeAgainAfterAPause() {
        submit("a", 10);
        time.runUntil(Duration.ofMillis(100));
        submit("b", 10);
        time.runUntil(Duration.ofMillis(200));

        assertThat(answered).containsExactly("a at 40", "b at 140");
    }

    @Test
    void aJobThatFailsKeepsItsPlaceTooAndTheNextOneFollows() {
        CompletableFuture<String> failing = slot.submit(() -> {
            time.compute(Duration.ofMillis(10));
            throw new IllegalStateException("broken photo");
        });
        submit("b", 10);

        time.runUntil(Duration.ofMillis(39));
        assertThat(failing).isNotDone();
        time.runUntil(Duration.ofMillis(80));
        assertThat(failing).isCompletedExceptionally();
        assertThat(failing.handle((value, problem) -> String.valueOf(problem)).join())
                .isEqualTo("java.lang.IllegalStateException: broken photo");
        assertThat(answered).containsExactly("b at 80");
    }

    @Test
    void countsJobsAndTheirProcessorTime() {
        submit("a", 10);
        submit("b", 5);
        time.runUntil(Duration.ofSeconds(1));

        assertThat(slot.completed()).isEqualTo(2);
        assertThat(slot.cpuNanos()).isEqualTo(15_000_000);
    }

    private void submit(String name, long cpuMillis) {
        CompletableFuture<Boolean> unused = slot.submit(() -> {
                    time.compute(Duration.ofMillis(cpuMillis));
                    return name;
                })
                .thenApply(value -> answered.add(value + " at " + time.elapsedMillis()));
    }
}
