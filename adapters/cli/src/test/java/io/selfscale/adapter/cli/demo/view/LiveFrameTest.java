package io.selfscale.adapter.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LiveFrameTest {

    private final LiveFrame frame = new LiveFrame(/* unicode= */ false, /* coloured= */ false);

    @Test
    void showsHowThingsStand() {
        frame.status(Statuses.at(35));

        assertThat(text(24, 120))
                .contains("35.0 s of 90 s", "burst", "44.1/s", "35.9/s", "latency 430 ms", "queue 12")
                .contains("###+", "requested 4   ready 3   starting 1   draining 0   need 4");
    }

    @Test
    void showsTheLastEventsThatFit() {
        frame.status(Statuses.at(35));
        for (int i = 1; i <= 50; i++) {
            frame.event("SCALE number " + i + ".");
        }

        List<AttributedString> lines = frame.lines(24, 120);
        assertThat(lines).hasSizeLessThan(24);
        assertThat(lines.get(lines.size() - 1).toString()).isEqualTo("SCALE number 50.");
        assertThat(text(24, 120)).doesNotContain("number 20.");
    }

    @Test
    void isNeverWiderThanTheTerminal() {
        frame.status(Statuses.at(35));
        frame.event("SCALE " + "x".repeat(500));

        assertThat(frame.lines(24, 40))
                .allSatisfy(line -> assertThat(line.columnLength()).isLessThan(40));
    }

    @Test
    void hasNoColoursUnlessTheyAreWanted() {
        frame.status(Statuses.at(35));
        frame.event("READY worker=workers-1");
        LiveFrame coloured = new LiveFrame(/* unicode= */ false, /* coloured= */ true);
        coloured.event("READY worker=workers-1");

        assertThat(frame.lines(24, 120))
                .allSatisfy(line -> assertThat(line.toAnsi()).doesNotContain("\u001b"));
        assertThat(coloured.lines(24, 120).get(0).toAnsi()).contains("\u001b");
    }

    @Test
    void showsEventsBeforeTheFirstStatus() {
        frame.event("Starting");

        assertThat(text(24, 80)).isEqualTo("Starting");
    }

    private String text(int rows, int columns) {
        return String.join(
                "\n",
                frame.lines(rows, columns).stream()
                        .map(AttributedString::toString)
                        .toList());
    }
}
