package io.selfscale.adapter.cli.demo.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerSettingsTest {

    @Test
    void readsAllOptions() {
        assertThat(parse("--startup-delay 1.5 --port 8080 --index 3 --cpu-share 0.5"))
                .isEqualTo(new WorkerSettings(8080, new CpuShare(0.5), Duration.ofMillis(1500), 3));
    }

    @Test
    void onlyThePortMustBeGiven() {
        assertThat(parse("--port 0")).isEqualTo(new WorkerSettings(0, new CpuShare(0.2), Duration.ZERO, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --index 1                    | --port must be given
                    --port                       | --port must be followed by a value
                    --port x                     | --port must be a number, but was 'x'
                    --port 65536                 | --port must be from 0 to 65535, but was '65536'
                    --port 1 --cpu-share 0       | cpu share must be greater than 0 and at most 1 but was 0.0
                    --port 1 --startup-delay -1  | --startup-delay must be from 0 to 86400, but was '-1'
                    --port 1 --gpu 1             | options are --port, --cpu-share, --startup-delay and --index, but one was --gpu
                    """)
    void saysWhatItDoesNotUnderstand(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static WorkerSettings parse(String line) {
        return WorkerSettings.parse(line.split(" "));
    }
}
