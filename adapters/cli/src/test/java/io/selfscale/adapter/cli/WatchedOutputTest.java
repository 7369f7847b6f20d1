package io.selfscale.adapter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WatchedOutputTest {

    private final StringWriter err = new StringWriter();

    private int endWith(String failure, int exitCode) {
        WatchedOutput output = new WatchedOutput(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(failure);
            }
        });
        PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
        out.println("a result");
        return output.exitCode(exitCode, out, new PrintWriter(err));
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        assertThat(endWith("No space left on device", 0)).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "selfscale: the output cannot be written: No space left on device" + System.lineSeparator());
    }

    @Test
    void aWorseExitCodeStays() {
        assertThat(endWith("No space left on device", 2)).isEqualTo(2);
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        assertThat(endWith("Broken pipe", 0)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsWrittenArrives() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        WatchedOutput output = new WatchedOutput(written);
        PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        out.print("a result");

        assertThat(output.exitCode(0, out, new PrintWriter(err))).isZero();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a result");
        assertThat(err.toString()).isEmpty();
    }
}
