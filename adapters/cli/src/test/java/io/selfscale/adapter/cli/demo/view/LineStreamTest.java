package io.selfscale.adapter.cli.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {

    private final List<String> lines = new ArrayList<>();
    private final PrintStream stream = new PrintStream(
            new LineStream(lines::add, StandardCharsets.UTF_8), /* autoFlush= */ true, StandardCharsets.UTF_8);

    @Test
    void handsOnWholeLines() {
        stream.print("WARN half");
        assertThat(lines).isEmpty();

        stream.print(" a line – and\r\nthe next\n");

        assertThat(lines).containsExactly("WARN half a line – and", "the next");
    }

    @Test
    void leavesEmptyLinesOut() {
        stream.print("\n  \na\n");

        assertThat(lines).containsExactly("a");
    }
}
