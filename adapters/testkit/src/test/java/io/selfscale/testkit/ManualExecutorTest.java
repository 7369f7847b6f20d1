package io.selfscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualExecutorTest {

    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsNothingByItself() {
        executor.execute(() -> ran.add("a"));
        assertThat(ran).isEmpty();
        assertThat(executor.pending()).isEqualTo(1);
    }

    @Test
    void runsOldestFirst() {
        executor.execute(() -> ran.add("a"));
        executor.execute(() -> ran.add("b"));
        assertThat(executor.runNext()).isTrue();
        assertThat(ran).containsExactly("a");
        assertThat(executor.runNext()).isTrue();
        assertThat(executor.runNext()).isFalse();
    }

    @Test
    void runsWhatTasksSubmit() {
        executor.execute(() -> executor.execute(() -> ran.add("inner")));
        assertThat(executor.runAll()).isEqualTo(2);
        assertThat(ran).containsExactly("inner");
    }

    @Test
    void hangsATaskWithoutHoldingUpTheOthers() {
        executor.execute(() -> ran.add("hung"));
        executor.execute(() -> ran.add("next"));
        Runnable hung = executor.hangNext();
        executor.runAll();
        assertThat(ran).containsExactly("next");
        assertThat(hung).isNotNull();
    }

    @Test
    void throwsWhatTheTaskThrows() {
        executor.execute(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(executor::runNext).hasMessage("broken");
    }
}
