package io.selfscale.adapter.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter text = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private Progress progress(boolean shown) {
        return new Progress(new PrintWriter(text), shown, nanos::get, 4);
    }

    @Test
    void tellsHowFarItIsAndHowMuchTimeIsLeft() {
        Progress progress = progress(/* shown= */ true);
        Progress.Run first = progress.begun();
        first.ended("monday.csv hpa-0.4");
        nanos.addAndGet(30_000_000_000L);
        progress.begun().at(1);

        assertThat(text.toString())
                .endsWith("[###############...............] 1 of 4 runs, 0:30 left  monday.csv hpa-0.4");
    }

    @Test
    void paintsNotMoreOftenThanCanBeSeen() {
        Progress progress = progress(/* shown= */ true);
        Progress.Run run = progress.begun();
        for (int i = 1; i <= 1000; i++) {
            run.at(i / 1000.0);
        }

        assertThat(text.toString().split("\r", -1)).hasSize(2);
    }

    @Test
    void leavesNothingBehind() {
        Progress progress = progress(/* shown= */ true);
        progress.begun().at(0.5);
        progress.close();
        progress.begun().at(0.5);
        nanos.addAndGet(1_000_000_000L);
        progress.begun().at(0.5);

        assertThat(text.toString()).endsWith("\r\u001b[K");
    }

    @Test
    void isSilentWithoutATerminal() {
        Progress progress = progress(/* shown= */ false);
        progress.begun().at(0.5);
        progress.ended("x");
        progress.close();

        assertThat(text.toString()).isEmpty();
    }
}
