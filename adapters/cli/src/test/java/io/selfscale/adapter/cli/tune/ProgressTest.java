package io.selfscale.adapter.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.selfscale.adapter.simulation.tune.Candidate;
import io.selfscale.adapter.simulation.tune.Point;
import io.selfscale.adapter.simulation.tune.Score;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Candidate BEST = new Candidate(3, new Point(List.of(1.0)), new Score(12.345, 0.9912), true);

    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter text = new StringWriter();

    private Progress progress(boolean isTerminal) {
        Progress progress = new Progress(new PrintWriter(text), isTerminal, nanos::get);
        progress.begin("mine.yaml", 400);
        return progress;
    }

    @Test
    void aTerminalHasOneLineThatIsWrittenOver() {
        Progress progress = progress(true);
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        progress.tried(100, BEST, 0.1);
        progress.tried(101, BEST, 0.1);

        assertThat(text.toString())
                .isEqualTo(
                        "\r\u001b[K[######..................] 100 of 400 candidates, best 12.35/h with 99.12% in time,"
                                + " 1:00 left  mine.yaml");
        progress.close();
        progress.tried(102, BEST, 0.1);
        assertThat(text.toString()).endsWith("mine.yaml\r\u001b[K");
    }

    @Test
    void elsewhereThereIsALineNowAndThen() {
        Progress progress = progress(false);
        for (int i = 1; i <= 40; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            progress.tried(i, i > 1 && i < 20 ? null : BEST, i / 120.0);
        }
        assertThat(text.toString().lines())
                .containsExactly(
                        "given: 12.35/h with 99.12% in time; trying 400 candidates  mine.yaml",
                        "16 of 400 candidates, 1:44 left  mine.yaml",
                        "31 of 400 candidates, best 12.35/h with 99.12% in time, 1:29 left  mine.yaml");
    }
}
