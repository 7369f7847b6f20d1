package io.selfscale.adapter.cli.demo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsARowPerRequest() throws IOException {
        Trace trace = TraceFile.read(csv("input_tokens, arrival_s\n5,0.5\n7,0.5\n1,3.25\n"));

        assertThat(trace).isInstanceOf(RequestTrace.class);
        assertThat(trace.requests()).isEqualTo(3);
        assertThat(((RequestTrace) trace).arrivalSeconds(2)).isEqualTo(3.25);
        assertThat(trace.duration()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void readsARowPerIntervalAndAddsItsColumnsUp() throws IOException {
        Trace trace = TraceFile.read(csv("t_s,c1,c2\n0,1,2\n60,4,0.5\n180,7,0\n"));

        assertThat(trace).isInstanceOf(RateTrace.class);
        assertThat(trace.requests()).isEqualTo(14.5);
        assertThat(((RateTrace) trace).step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(trace.duration()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void readsCompressedFilesByteOrderMarksWindowsLinesAndEmptyLines() throws IOException {
        byte[] text = "\uFEFFarrival_s\r\n1\r\n\r\n2e0\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(TraceFile.read(write("trace.csv.gz", gzip(text))).requests()).isEqualTo(2);
        assertThat(TraceFile.read(write("trace.csv", text)).requests()).isEqualTo(2);
    }

    @Test
    void readsAHundredThousandRows() throws IOException {
        StringBuilder text = new StringBuilder("arrival_s,input_tokens,output_tokens,image_tokens,images,client\n");
        for (int i = 0; i < 113_005; i++) {
            text.append(i / 10).append('.').append(i % 10).append(",1668,158,495,1,c12\n");
        }
        Path file = write("large.csv.gz", gzip(text.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(TraceFile.read(file).requests()).isEqualTo(113_005);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | :1: expected a line that names the columns, but the file is empty
                    arrival_s                      | :2: expected at least one row, but there is only the first line
                    time,count~1,2                 | :1: the first line must name a column arrival_s (a row per request) or t_s (a row per interval), but was "time,count"
                    arrival_s~5.2~abc              | :3: arrival_s must be a number at or after the previous row's (5.2), but was "abc"
                    arrival_s~5~4.9                | :3: arrival_s must be a number at or after the previous row's (5), but was "4.9"
                    arrival_s~-1                   | :2: arrival_s must be a number of at least 0, but was "-1"
                    arrival_s~NaN                  | :2: arrival_s must be a number of at least 0, but was "NaN"
                    arrival_s~1e999                | :2: arrival_s must be a number of at least 0, but was "1e999"
                    arrival_s,b~1,2~3              | :3: a row must have 2 fields, as the first line has, but has 1
                    arrival_s,b~1,2,3              | :2: a row must have 2 fields, as the first line has, but has 3
                    arrival_s,image_tokens~1,x     | :2: image_tokens must be a number of at least 0, but was "x"
                    t_s~0                          | :1: beside t_s there must be a column with numbers of requests, but there is none
                    t_s,n~0,1                      | :3: expected a second row, because the distance of the first two tells how long an interval is
                    t_s,n~0,1~0,2                  | :3: t_s must be a number after the previous row's (0), but was "0"
                    t_s,n~0,1~60,-2                | :3: n must be a number of at least 0, but was "-2"
                    t_s,n~0,1~60,                  | :3: n must be a number of at least 0, but was ""
                    """)
    void saysWhereAFileIsBroken(String lines, String message) throws IOException {
        Path file = csv(lines.replace('~', '\n'));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + message);
    }

    @Test
    void keepsWhatIsFoundOnOneShortLine() throws IOException {
        Path file = csv("arrival_s\n\"a\nb" + "c".repeat(100) + "\"\n");

        assertThatThrownBy(() -> TraceFile.read(file))
                .hasMessage(file + ":2: arrival_s must be a number of at least 0, but was \"a b" + "c".repeat(57)
                        + "...\"");
    }

    @Test
    void saysThatAFileIsMissing() {
        Path file = folder.resolve("nowhere.csv");
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": no such file");
        assertThatThrownBy(() -> TraceFile.read(folder))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(folder + ": expected a file, but this is a folder");
    }

    @Test
    void saysThatACompressedFileIsCutOff() throws IOException {
        StringBuilder text = new StringBuilder("arrival_s\n");
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append('.').append(i * 7919 % 1000).append('\n');
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path file = write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessageMatching("\\Q" + file + "\\E:\\d+: the compressed file ends too early; it may be cut off");
    }

    @Test
    void saysThatAFileIsNotCompressed() throws IOException {
        Path file = write("plain.csv.gz", "arrival_s\n1\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFormatException.class)
                .hasMessage(file + ": expected a gzip file because of its name, but: Not in GZIP format");
    }

    private Path csv(String text) throws IOException {
        return write("trace.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
