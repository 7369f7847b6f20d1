package io.selfscale.adapter.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PlainViewTest {

    private final StringWriter text = new StringWriter();
    private final PlainView view = new PlainView(new PrintWriter(text));

    @Test
    void printsEachEventAtOnce() {
        view.event("READY worker=workers-1 pid=4711");

        assertThat(text.toString().lines()).containsExactly("READY worker=workers-1 pid=4711");
    }

    @Test
    void printsAStatusEveryFiveSeconds() {
        for (int i = 0; i <= 120; i++) {
            view.status(Statuses.at(i / 10.0));
        }

        assertThat(text.toString().lines().map(line -> line.substring(7, line.indexOf(" phase"))))
                .containsExactly("t=0.0s", "t=5.0s", "t=10.0s");
    }

    @Test
    void tellsLoadQueueLatencyAndReplicas() {
        assertThat(PlainView.line(Statuses.at(35)))
                .isEqualTo("STATUS t=35.0s phase=\"burst\" offered=44.1/s completed=35.9/s queue=12 latency=430ms"
                        + " requested=4 ready=3 starting=1 draining=0 need=4");
    }
}
