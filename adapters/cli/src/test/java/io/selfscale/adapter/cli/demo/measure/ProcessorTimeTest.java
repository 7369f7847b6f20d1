package io.selfscale.adapter.cli.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

    @Test
    void keepsTheLastValueOfAProcessThatEnded() {
        Map<Long, Duration> used = new HashMap<>();
        ProcessorTime time = new ProcessorTime(pid -> Optional.ofNullable(used.get(pid)));
        used.put(1L, Duration.ofMillis(500));
        used.put(2L, Duration.ofMillis(250));
        time.look(1);
        time.look(2);
        used.remove(1L);
        used.put(2L, Duration.ofMillis(750));
        time.look(1);
        time.look(2);

        assertThat(time.seconds()).isEqualTo(1.25);
    }

    @Test
    void knowsThisProcess() {
        ProcessorTime time = ProcessorTime.ofThisMachine();

        time.look(ProcessHandle.current().pid());

        assertThat(time.seconds()).isPositive();
    }
}
